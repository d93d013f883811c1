import type { AlertEvent } from "../../model/alert_event.ts";
import { OWN_SOURCE, SOURCE_LABEL } from "../alert_labels.ts";
import type { AlertStore } from "../alert_store.ts";
import { fingerprintOfLabels } from "../fingerprint.ts";
import { type OutsideAlert, toOutsideEvent } from "./outside_alert.ts";

const KIND = "outside";
const MOST_REMEMBERED = 10_000;
/** Of several Alertmanagers one may still say that it fires when another has said that it ended. */
const STALE_MS = 60_000;

/** What was published of an alert from elsewhere last. */
interface Remembered {
  readonly startsAtMs: number;
  readonly status: AlertEvent["status"];
  readonly sequence: number;
  readonly atMs: number;
}

/** What became of alerts that came in, by number. */
export interface Received {
  readonly published: number;
  /** Said again what is known. */
  readonly unchanged: number;
  /** The program's own, which are published already. */
  readonly own: number;
}

/** News among alerts from elsewhere: Alertmanager sends whole groups again and again. */
export class OutsideAlerts {
  readonly #store: AlertStore;
  /** By fingerprint, the one published last at the end. */
  readonly #remembered: Map<string, Remembered>;

  constructor(store: AlertStore) {
    this.#store = store;
    const stored = store.records(KIND).map(({ key, body }) =>
      [key, JSON.parse(body) as Remembered] as const
    );
    this.#remembered = new Map(stored.sort(([, a], [, b]) => a.atMs - b.atMs));
  }

  /** Publishes what is new of these alerts; `publish` is called within a transaction. */
  receive(
    alerts: readonly OutsideAlert[],
    nowMs: number,
    repeatMs: number,
    publish: (events: readonly AlertEvent[]) => void,
  ): Received {
    const foreign = alerts.filter(({ labels }) => labels[SOURCE_LABEL] !== OWN_SOURCE);
    const events: AlertEvent[] = [];
    const remembered = new Map<string, Remembered>();
    for (const alert of foreign) {
      const fingerprint = fingerprintOfLabels(alert.labels);
      const before = remembered.get(fingerprint) ?? this.#remembered.get(fingerprint);
      const reason = reasonFor(alert, before, nowMs, repeatMs);
      if (reason === undefined) continue;
      const { status, startsAtMs } = alert;
      const sequence = before?.startsAtMs === startsAtMs ? before.sequence + 1 : 1;
      events.push(
        toOutsideEvent(alert, { sequence, reason, atMs: nowMs, source: "alertmanager" }),
      );
      remembered.set(fingerprint, { startsAtMs, status, sequence, atMs: nowMs });
    }
    if (events.length > 0) this.#commit(remembered, () => publish(events));
    return {
      published: events.length,
      unchanged: foreign.length - events.length,
      own: alerts.length - foreign.length,
    };
  }

  #commit(news: ReadonlyMap<string, Remembered>, publish: () => void): void {
    const tooMany = this.#remembered.size + news.size - MOST_REMEMBERED;
    const forgotten = [...this.#remembered.keys()].slice(0, Math.max(0, tooMany));
    this.#store.transaction(() => {
      for (const key of forgotten) this.#store.remove(KIND, key);
      for (const [key, each] of news) this.#store.put(KIND, key, JSON.stringify(each));
      publish();
    });
    for (const key of forgotten) this.#remembered.delete(key);
    for (const [key, each] of news) {
      this.#remembered.delete(key);
      this.#remembered.set(key, each);
    }
  }
}

/** Why the alert is to be published; undefined if it says nothing new. */
function reasonFor(
  { status, startsAtMs }: OutsideAlert,
  before: Remembered | undefined,
  nowMs: number,
  repeatMs: number,
): AlertEvent["reason"] | undefined {
  const isKnown = before !== undefined && before.startsAtMs === startsAtMs;
  if (status === "resolved") {
    return isKnown && before.status === "resolved" ? undefined : "resolved";
  }
  if (!isKnown) return "started";
  if (before.status === "resolved") {
    return nowMs - before.atMs < STALE_MS ? undefined : "started";
  }
  return nowMs - before.atMs >= repeatMs ? "repeat" : undefined;
}
