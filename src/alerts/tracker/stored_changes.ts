import type { TrackedAlert } from "./tracked_alert.ts";
import type { TrackerState } from "./track_alerts.ts";

/** A pending alert's time is stored once in so many milliseconds, not in every step. */
const STORE_EVERY_MS = 60_000;

/** What a step changed that a restart must not forget. */
export interface StoredChanges {
  readonly changed: readonly TrackedAlert[];
  /** Fingerprints. */
  readonly removed: readonly string[];
}

export function storedChanges(before: TrackerState, after: TrackerState): StoredChanges {
  const changed: TrackedAlert[] = [];
  for (const [fingerprint, alert] of after.alerts) {
    const old = before.alerts.get(fingerprint);
    if (old === undefined || differs(old, alert)) changed.push(alert);
  }
  const removed = [...before.alerts.keys()].filter((each) => !after.alerts.has(each));
  return { changed, removed };
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
