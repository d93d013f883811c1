import type { AlertEvent } from "../../model/alert_event.ts";
import type { TrackedAlert } from "./tracked_alert.ts";
import type { TrackerState, TrackerStep } from "./track_alerts.ts";

/** A pending alert's time is stored once in so many milliseconds, not in every step. */
const STORE_EVERY_MS = 60_000;
/** Alerts of a portion: storing one takes up to 20 microseconds. */
const A_PORTION = 200;

/** A part of what a step changed that a restart must not forget; stored all together. */
export interface Portion {
  readonly changed: readonly TrackedAlert[];
  /** Fingerprints. */
  readonly removed: readonly string[];
  /** What is published of these alerts, in its order. */
  readonly events: readonly AlertEvent[];
}

/**
 * What a step changed, in portions to store one after the other, at least one. After any of them the
 * next start of the program finds what goes on by itself: a summary comes before those that it
 * stands for, and goes after them.
 */
export function* portionsOf(
  { alerts: before }: TrackerState,
  { next: { alerts: after }, events }: TrackerStep,
): Generator<void, Portion[], void> {
  const summaries: TrackedAlert[] = [];
  const others: TrackedAlert[] = [];
  for (const alert of after.values()) {
    yield;
    const old = before.get(alert.fingerprint);
    if (old !== undefined && !differs(old, alert)) continue;
    (alert.role === "summary" ? summaries : others).push(alert);
  }
  const removed: string[] = [];
  const removedSummaries: string[] = [];
  for (const { fingerprint, role } of before.values()) {
    yield;
    if (after.has(fingerprint)) continue;
    (role === "summary" ? removedSummaries : removed).push(fingerprint);
  }
  const changed = [...summaries, ...others];
  const all = [
    ...changed.map(({ fingerprint }) => fingerprint),
    ...removed,
    ...removedSummaries,
  ];
  const portions: Portion[] = [];
  const portionOf = new Map<string, AlertEvent[]>();
  for (let from = 0; from === 0 || from < all.length; from += A_PORTION) {
    const keys = all.slice(from, from + A_PORTION);
    const told: AlertEvent[] = [];
    for (const key of keys) portionOf.set(key, told);
    portions.push({
      changed: changed.slice(from, from + A_PORTION),
      removed: keys.slice(Math.max(0, changed.length - from)),
      events: told,
    });
    yield;
  }
  // What is published of an alert changes it, so its portion is there.
  for (const event of events) portionOf.get(event.fingerprint)!.push(event);
  return portions;
}

/** The state in which only these portions of a step have been stored. */
export function withPortions(before: TrackerState, portions: readonly Portion[]): TrackerState {
  const alerts = new Map(before.alerts);
  for (const { changed, removed } of portions) {
    for (const alert of changed) alerts.set(alert.fingerprint, alert);
    for (const fingerprint of removed) alerts.delete(fingerprint);
  }
  return { ...before, alerts };
}

/** Details may change in every step: the newest are stored with the next thing that matters. */
function differs(a: TrackedAlert, b: TrackedAlert): boolean {
  return a.startsAtMs !== b.startsAtMs || a.told !== b.told || a.role !== b.role ||
    a.severity !== b.severity || a.unobservedSinceMs !== b.unobservedSinceMs ||
    a.showUntilMs !== b.showUntilMs || minutes(a) !== minutes(b);
}

function minutes({ startsAtMs, heldMs, role, lastSeenMs }: TrackedAlert): number {
  const ms = role === "summary" ? lastSeenMs : startsAtMs === undefined ? heldMs : 0;
  return Math.floor(ms / STORE_EVERY_MS);
}
