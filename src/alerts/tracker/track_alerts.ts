import type { AlertEvent, AlertType } from "../../model/alert_event.ts";
import { fingerprintOf } from "../fingerprint.ts";
import { settledDetails } from "../late_details.ts";
import type { Finding, RuleResult } from "../rule.ts";
import { advanceAlert, beginAlert, type StepTime } from "./advance_alert.ts";
import type { AlertPolicy } from "./alert_policy.ts";
import { publishType } from "./publish_type.ts";
import { fullBudget, refilled, type StormBudget } from "./storm_budget.ts";
import type { TrackedAlert } from "./tracked_alert.ts";

/** More alerts of one cluster than this are not tracked; the summary of their type tells. */
const MOST_TRACKED = 20_000;
/** A silence of the program longer than this many intervals does not count as time that held. */
const MOST_INTERVALS = 3;

/** What one rule said of one cluster. */
export interface Judgement {
  readonly type: AlertType;
  readonly result: RuleResult;
}

/** The alerts of one cluster between two steps. */
export interface TrackerState {
  /** By fingerprint. */
  readonly alerts: ReadonlyMap<string, TrackedAlert>;
  readonly budgets: ReadonlyMap<AlertType, StormBudget>;
  /** Of the newest step; undefined after a start of the program. */
  readonly atMs: number | undefined;
}

export interface TrackerInput {
  readonly cluster: string;
  readonly nowMs: number;
  readonly intervalMs: number;
  readonly judgements: readonly Judgement[];
  readonly policy: AlertPolicy;
}

export interface TrackerStep {
  readonly next: TrackerState;
  readonly events: readonly AlertEvent[];
  /** How many alerts were too many to be tracked. */
  readonly untracked: number;
}

/** What is known without a step, from alerts that were stored. */
export function restoredState(alerts: readonly TrackedAlert[]): TrackerState {
  const byFingerprint = new Map(alerts.map((alert) => [alert.fingerprint, alert]));
  return { alerts: byFingerprint, budgets: new Map(), atMs: undefined };
}

/**
 * One step of a cluster's alerts: what the rules say now makes alerts begin, go on or end, and what
 * of that is to be published are the events. Alerts of types that are judged no more end.
 */
export function* trackAlerts(
  previous: TrackerState,
  input: TrackerInput,
): Generator<void, TrackerStep, void> {
  const { nowMs, policy, judgements } = input;
  const time = { nowMs, elapsedMs: elapsed(previous, input) };
  const tracked = Map.groupBy(previous.alerts.values(), ({ type }) => type);
  const results = new Map(judgements.map(({ type, result }) => [type, result]));
  const alerts = new Map<string, TrackedAlert>();
  const budgets = new Map<AlertType, StormBudget>();
  const events: AlertEvent[] = [];
  let room = MOST_TRACKED;
  let untracked = 0;
  for (const type of new Set([...results.keys(), ...tracked.keys()])) {
    const before = tracked.get(type) ?? [];
    const advanced = yield* advanceType(
      type,
      before,
      results.get(type) ?? NOTHING,
      input,
      time,
      room,
    );
    const budget = previous.budgets.get(type) ?? fullBudget(policy.stormLimit);
    const published = yield* publishType({
      type,
      cluster: input.cluster,
      ...advanced,
      summary: before.find(({ role }) => role === "summary"),
      budget: refilled(budget, policy.stormLimit, time.elapsedMs),
      policy,
      nowMs,
      unobservedAfterMs: MOST_INTERVALS * input.intervalMs,
    });
    for (const alert of published.alerts) {
      alerts.set(alert.fingerprint, alert);
      yield;
    }
    for (const event of published.events) events.push(event);
    budgets.set(type, published.budget);
    room -= published.alerts.length;
    untracked += advanced.untracked;
    yield;
  }
  return { next: { alerts, budgets, atMs: nowMs }, events, untracked };
}

const NOTHING: RuleResult = { findings: [], others: () => "clear" };

interface AdvancedType {
  readonly alerts: readonly TrackedAlert[];
  readonly ended: readonly TrackedAlert[];
  readonly untracked: number;
}

function* advanceType(
  type: AlertType,
  before: readonly TrackedAlert[],
  { findings, others }: RuleResult,
  { cluster, policy }: TrackerInput,
  time: StepTime,
  room: number,
): Generator<void, AdvancedType, void> {
  const alerts: TrackedAlert[] = [];
  const ended: TrackedAlert[] = [];
  let untracked = 0;
  const found = new Map<string, Finding>();
  for (const finding of findings) {
    found.set(fingerprintOf(type, cluster, finding.subject), finding);
    yield;
  }
  for (const alert of before) {
    yield;
    if (alert.role === "summary") continue;
    const finding = found.get(alert.fingerprint);
    const next = advanceAlert(alert, finding?.level ?? others(alert.subject), finding, time);
    if (next === undefined || isAnother(next, alert)) ended.push(alert);
    if (next !== undefined) {
      alerts.push(muted(finding === undefined ? settled(next) : next, policy));
    }
    found.delete(alert.fingerprint);
  }
  for (const finding of found.values()) {
    yield;
    if (finding.level !== "firing") continue;
    if (alerts.length >= room) untracked++;
    else alerts.push(muted(beginAlert(type, cluster, finding, time), policy));
  }
  return { alerts, ended, untracked };
}

function isAnother(next: TrackedAlert, before: TrackedAlert): boolean {
  return before.startsAtMs !== undefined && next.startsAtMs !== before.startsAtMs;
}

/** Without a finding of this step: its details stay, and what they were about is let go. */
function settled(alert: TrackedAlert): TrackedAlert {
  const details = settledDetails(alert.details);
  return details === alert.details ? alert : { ...alert, details };
}

function muted(alert: TrackedAlert, policy: AlertPolicy): TrackedAlert {
  const silenced = alert.startsAtMs !== undefined && policy.isMuted(alert);
  return silenced === alert.silenced ? alert : { ...alert, silenced };
}

function elapsed({ atMs }: TrackerState, { nowMs, intervalMs }: TrackerInput): number {
  if (atMs === undefined) return 0;
  return Math.min(Math.max(0, nowMs - atMs), MOST_INTERVALS * intervalMs);
}
