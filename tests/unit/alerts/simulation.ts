import assert from "node:assert/strict";
import type { AlertEvent, AlertType } from "../../../src/model/alert_event.ts";
import type { Finding, RuleResult } from "../../../src/alerts/rule.ts";
import type { AlertPolicy } from "../../../src/alerts/tracker/alert_policy.ts";
import { alertFromText, alertToText } from "../../../src/alerts/tracker/alert_text.ts";
import { type Portion, portionsOf } from "../../../src/alerts/tracker/stored_changes.ts";
import { restoredState, trackAlerts } from "../../../src/alerts/tracker/track_alerts.ts";
import type { TrackedAlert } from "../../../src/alerts/tracker/tracked_alert.ts";
import { runAtOnce } from "../../../src/runtime/slices.ts";

export const INTERVAL_MS = 15_000;
export const START_MS = Date.UTC(2026, 0, 5, 12);
export const TYPE: AlertType = "under_replicated_partitions";

/** What holds of all subjects that a rule does not name. */
export type Others = "clear" | "unknown";

/** A policy without silences that never repeats. */
export const QUIET_POLICY: AlertPolicy = {
  repeatMs: Infinity,
  stormLimit: 50,
  isMuted: () => false,
};

/** A finding about one topic. */
export function finding(topic: string, more: Partial<Finding> = {}): Finding {
  return {
    subject: { topic },
    level: "firing",
    severity: "warning",
    forMs: 0,
    summary: `${topic} is not well`,
    description: "Look at it.",
    value: 1,
    threshold: 0,
    worst: [],
    total: 1,
    ...more,
  };
}

/** One cluster's alerts under a simulated clock. */
export class Simulation {
  nowMs = START_MS;
  policy: AlertPolicy;
  readonly events: AlertEvent[] = [];
  #state = restoredState([]);
  /** What a state file would hold. */
  readonly #stored = new Map<string, string>();

  constructor(policy: Partial<AlertPolicy> = {}) {
    this.policy = { ...QUIET_POLICY, ...policy };
  }

  /** One interval later, the rule says this; gives what is published. */
  step(
    findings: readonly Finding[],
    others: Others = "clear",
    afterMs = INTERVAL_MS,
  ): readonly AlertEvent[] {
    return this.judge([{ type: TYPE, result: { findings, others: () => others } }], afterMs);
  }

  judge(
    judgements: readonly { type: AlertType; result: RuleResult }[],
    afterMs = INTERVAL_MS,
  ): readonly AlertEvent[] {
    const { step, portions } = this.#judge(judgements, afterMs);
    this.#state = step.next;
    const events = this.#keep(portions);
    assert.equal(events.length, step.events.length, "an event is in no portion, or in two");
    return events;
  }

  /** The program ends within a step, after so many portions were stored, and starts again. */
  dieInStep(stored: number, findings: readonly Finding[]): readonly AlertEvent[] {
    const result: RuleResult = { findings, others: () => "clear" };
    const { portions } = this.#judge([{ type: TYPE, result }], INTERVAL_MS);
    assert.ok(portions.length > stored, `${portions.length} portions`);
    const events = this.#keep(portions.slice(0, stored));
    this.restart();
    return events;
  }

  #judge(judgements: readonly { type: AlertType; result: RuleResult }[], afterMs: number) {
    this.nowMs += afterMs;
    const { nowMs, policy } = this;
    const input = { cluster: "c", nowMs, intervalMs: INTERVAL_MS, judgements, policy };
    const step = runAtOnce(trackAlerts(this.#state, input));
    return { step, portions: runAtOnce(portionsOf(this.#state, step)) };
  }

  #keep(portions: readonly Portion[]): readonly AlertEvent[] {
    for (const { changed, removed } of portions) {
      for (const alert of changed) this.#stored.set(alert.fingerprint, alertToText(alert));
      for (const fingerprint of removed) this.#stored.delete(fingerprint);
    }
    const events = portions.flatMap((portion) => portion.events);
    this.events.push(...events);
    return events;
  }

  /** Several steps with the same findings; gives what they published. */
  steps(count: number, ...said: [readonly Finding[], Others?]): AlertEvent[] {
    return Array.from({ length: count }, () => this.step(...said)).flat();
  }

  get alerts(): readonly TrackedAlert[] {
    return [...this.#state.alerts.values()];
  }

  /** What happens when the program ends and starts again: only what was stored is left. */
  restart(downMs = 0): void {
    this.nowMs += downMs;
    this.#state = restoredState([...this.#stored.values()].map(alertFromText));
  }
}

/** What happened, in short: `started warning`. */
export function told(events: readonly AlertEvent[]): string[] {
  return events.map(({ reason, severity }) => `${reason} ${severity}`);
}
