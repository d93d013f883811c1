import type { Clock } from "../../runtime/clock.ts";
import { parseDuration } from "../../runtime/duration.ts";
import type { AlertStore } from "../alert_store.ts";
import type { MutableAlert } from "../tracker/alert_policy.ts";
import { isExpired, type Mute, type MuteKind } from "./mute.ts";
import { mutesAt } from "./mutes_at.ts";
import { maintenanceSettings, silenceSettings, toMute } from "./settings.ts";

const KIND = "mute";
/** More than this nobody can oversee. */
const MOST_ADDED = 1_000;

/** A mute that was asked for, or everything that is wrong with the wish. */
export type AddedMute =
  | { readonly mute: Mute; readonly problems?: undefined }
  | { readonly mute?: undefined; readonly problems: readonly string[] };

/** Silences and maintenance windows: those of the settings, and those that were added by the API. */
export class MuteBook {
  readonly #store: AlertStore;
  readonly #clock: Clock;
  #configured: readonly Mute[] = [];
  #added: readonly Mute[];

  constructor(store: AlertStore, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
    this.#added = store.records(KIND).map(({ body }) => JSON.parse(body) as Mute);
  }

  /** Replaces those of the settings. */
  configure(mutes: readonly Mute[]): void {
    this.#configured = mutes;
  }

  /** All that mute now or will, those of the settings first. */
  all(): readonly Mute[] {
    const nowMs = this.#clock.nowMs();
    return [...this.#configured, ...this.#added].filter((mute) => !isExpired(mute, nowMs));
  }

  isConfigured(mute: Mute): boolean {
    return this.#configured.includes(mute);
  }

  /** Decides which alerts are muted now. */
  now(): (alert: MutableAlert) => boolean {
    return mutesAt(this.all(), this.#clock.nowMs());
  }

  /** Adds what the API was given: the fields of the settings, or `duration` instead of `to`. */
  add(kind: MuteKind, given: unknown): AddedMute {
    if (typeof given !== "object" || given === null || Array.isArray(given)) {
      return { problems: ["the body is not an object"] };
    }
    this.#forgetExpired();
    if (this.#added.length >= MOST_ADDED) {
      return { problems: [`there are ${MOST_ADDED} already: delete some`] };
    }
    const { created_by = "", duration, ...fields } = given as Record<string, unknown>;
    const problems: string[] = [];
    if (typeof created_by !== "string" || created_by.length > 100) {
      problems.push("created_by: is not a text of at most 100 characters");
    }
    const to = duration === undefined ? fields["to"] : this.#after(duration, problems);
    if (kind === "silence" && to === undefined) problems.push("needs an end: duration, or to");
    const schema = kind === "silence" ? silenceSettings : maintenanceSettings;
    const checked = schema.safeParse({ ...fields, ...to === undefined ? {} : { to } });
    for (const { path, message } of checked.error?.issues ?? []) {
      problems.push(path.length === 0 ? message : `${path.join(".")}: ${message}`);
    }
    if (!checked.success || problems.length > 0) return { problems };
    const mute = toMute(kind, crypto.randomUUID(), checked.data, String(created_by));
    this.#store.transaction(() => this.#store.put(KIND, mute.id, JSON.stringify(mute)));
    this.#added = [...this.#added, mute];
    return { mute };
  }

  /** Takes one away; those of the settings stay. */
  remove(kind: MuteKind, id: string): "removed" | "configured" | "unknown" {
    const isIt = (mute: Mute) => mute.id === id && mute.kind === kind;
    if (this.#configured.some(isIt)) return "configured";
    if (!this.#added.some(isIt)) return "unknown";
    this.#drop(isIt);
    return "removed";
  }

  #forgetExpired(): void {
    const nowMs = this.#clock.nowMs();
    if (this.#added.some((mute) => isExpired(mute, nowMs))) {
      this.#drop((mute) => isExpired(mute, nowMs));
    }
  }

  #drop(isGone: (mute: Mute) => boolean): void {
    const gone = this.#added.filter(isGone);
    this.#store.transaction(() => {
      for (const { id } of gone) this.#store.remove(KIND, id);
    });
    this.#added = this.#added.filter((mute) => !isGone(mute));
  }

  #after(duration: unknown, problems: string[]): string | undefined {
    try {
      const ms = parseDuration(String(duration));
      if (ms > 0) return new Date(this.#clock.nowMs() + ms).toISOString();
      problems.push("duration: must be above 0");
    } catch (error) {
      problems.push(`duration: ${error instanceof Error ? error.message : error}`);
    }
    return undefined;
  }
}
