import type { AlertEvent, AlertState, AlertType } from "../model/alert_event.ts";
import type { Logger } from "../runtime/logger.ts";
import { mapInSteps, runSliced, turnOrNext } from "../runtime/slices.ts";
import type { AlertStore } from "./alert_store.ts";
import type { AlertReadings, Rule, RuleMemory, RuleResult } from "./rule.ts";
import { alertFromText, alertToText } from "./tracker/alert_text.ts";
import type { AlertPolicy } from "./tracker/alert_policy.ts";
import { type Portion, portionsOf, withPortions } from "./tracker/stored_changes.ts";
import { tellEnd } from "./tracker/tell.ts";
import {
  type Judgement,
  restoredState,
  trackAlerts,
  type TrackerState,
  type TrackerStep,
} from "./tracker/track_alerts.ts";
import { toAlertState, type TrackedAlert } from "./tracker/tracked_alert.ts";

const ALERTS = "alert:";
const MEMORY = "rule:";

/** Alerts and rule memories of one watched cluster, kept in the store. */
export class LineAlerts {
  readonly #line: string;
  readonly #store: AlertStore;
  readonly #logger: Logger;
  #state: TrackerState;
  #memories: ReadonlyMap<AlertType, string>;
  /** Rules that threw when they were last evaluated. */
  readonly #failing = new Set<AlertType>();
  #overflowing = false;
  #shown: { readonly of: TrackerState; readonly states: readonly AlertState[] } | undefined;

  /** `line` is the configured name of the cluster; "" for a single unnamed one. */
  constructor(line: string, store: AlertStore, logger: Logger) {
    this.#line = line;
    this.#store = store;
    this.#logger = logger;
    this.#state = restoredState(
      store.records(ALERTS + line).flatMap(({ key, body }) => {
        try {
          return [alertFromText(body)];
        } catch (error) {
          logger.error("A stored alert cannot be read and is forgotten", {
            key,
            error: `${error}`,
          });
          return [];
        }
      }),
    );
    this.#memories = new Map(
      store.records(MEMORY + line).map(({ key, body }) => [key as AlertType, body]),
    );
  }

  /** Lines of which the store has something. */
  static stored(store: AlertStore): readonly string[] {
    return store.kinds().flatMap((kind) => {
      const prefix = [ALERTS, MEMORY].find((each) => kind.startsWith(each));
      return prefix === undefined ? [] : [kind.slice(prefix.length)];
    });
  }

  get alerts(): ReadonlyMap<string, TrackedAlert> {
    return this.#state.alerts;
  }

  /** As pages, metrics and interfaces show them; made once a step. */
  get states(): readonly AlertState[] {
    if (this.#shown?.of !== this.#state) {
      this.#shown = { of: this.#state, states: [...this.alerts.values()].map(toAlertState) };
    }
    return this.#shown.states;
  }

  /**
   * One step: what rules say now, and what is to be published of it. `publish` is called within the
   * transaction that stores what it is about; if it or the store throws, nothing of that has changed,
   * and the rest of the step is judged anew in the next.
   */
  async evaluate(
    readings: AlertReadings,
    rules: readonly Rule[],
    policy: AlertPolicy,
    publish: (events: readonly AlertEvent[]) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const judgements: Judgement[] = [];
    const memories = new Map<AlertType, string>();
    for (const rule of rules) {
      const result = await this.#judge(rule, readings, signal);
      judgements.push({ type: rule.type, result });
      if (result.memory !== undefined) memories.set(rule.type, JSON.stringify(result.memory));
    }
    const { cluster, nowMs, intervalMs } = readings;
    const input = { cluster, nowMs, intervalMs, judgements, policy };
    const step = await runSliced(trackAlerts(this.#state, input), signal);
    await this.#keep(step, memories, publish, signal);
    this.#noteOverflow(step);
  }

  /** Ends all alerts and forgets everything, for a cluster that is not watched any more. */
  end(nowMs: number, publish: (events: readonly AlertEvent[]) => void): void {
    const told = [...this.alerts.values()].filter(({ told }) => told !== undefined);
    const events = told.map((alert) => ({
      ...tellEnd(alert, nowMs),
      description: "The cluster is not watched any more.",
    }));
    const nothing = restoredState([]);
    const everything = { changed: [], removed: [...this.alerts.keys()], events };
    this.#save(everything, new Map(), publish);
    this.#state = nothing;
    this.#memories = new Map();
  }

  async #judge(rule: Rule, readings: AlertReadings, signal: AbortSignal): Promise<RuleResult> {
    const { type } = rule;
    const memory = this.#memoryOf(type);
    try {
      const result = await runSliced(rule.evaluate(readings, memory), signal);
      this.#failing.delete(type);
      return result;
    } catch (error) {
      signal.throwIfAborted();
      if (!this.#failing.has(type)) {
        this.#logger.error("A rule failed; its alerts stay as they are", {
          alert: type,
          error: error instanceof Error ? error.stack ?? error.message : String(error),
        });
      }
      this.#failing.add(type);
      const others = () => "unknown" as const;
      return { findings: [], others, ...memory === undefined ? {} : { memory } };
    }
  }

  #memoryOf(type: AlertType): RuleMemory | undefined {
    const text = this.#memories.get(type);
    return text === undefined ? undefined : JSON.parse(text) as RuleMemory;
  }

  /**
   * Stores a step in transactions none of which takes long, and what the rules remember with the
   * last: a rule that finds the same once more changes nothing.
   */
  async #keep(
    step: TrackerStep,
    memories: ReadonlyMap<AlertType, string>,
    publish: (events: readonly AlertEvent[]) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const portions = await runSliced(portionsOf(this.#state, step), signal);
    const stored: Portion[] = [];
    try {
      for (const portion of portions) {
        if (stored.length > 0) await turnOrNext();
        this.#save(portion, portion === portions.at(-1) ? memories : undefined, publish);
        stored.push(portion);
      }
    } catch (error) {
      if (stored.length > 0) this.#state = withPortions(this.#state, stored);
      throw error;
    }
    const states = await runSliced(mapInSteps(step.next.alerts.values(), toAlertState));
    this.#state = step.next;
    this.#memories = memories;
    this.#shown = { of: step.next, states };
  }

  /** Stores a portion, what the rules remember if that is due with it, and what is published. */
  #save(
    { changed, removed, events }: Portion,
    memories: ReadonlyMap<AlertType, string> | undefined,
    publish: (events: readonly AlertEvent[]) => void,
  ): void {
    this.#store.transaction(() => {
      for (const alert of changed) {
        this.#store.put(ALERTS + this.#line, alert.fingerprint, alertToText(alert));
      }
      for (const fingerprint of removed) this.#store.remove(ALERTS + this.#line, fingerprint);
      if (memories !== undefined) this.#saveMemories(memories);
      publish(events);
    });
  }

  #saveMemories(memories: ReadonlyMap<AlertType, string>): void {
    for (const [type, text] of memories) {
      if (this.#memories.get(type) !== text) this.#store.put(MEMORY + this.#line, type, text);
    }
    for (const type of this.#memories.keys()) {
      if (!memories.has(type)) this.#store.remove(MEMORY + this.#line, type);
    }
  }

  #noteOverflow({ untracked }: TrackerStep): void {
    const isTooMuch = untracked > 0;
    if (isTooMuch && !this.#overflowing) {
      this.#logger.warn("More alerts at once than can be tracked; the others are left out", {
        untracked,
      });
    }
    this.#overflowing = isTooMuch;
  }
}
