import type { BaselineRow } from "./baseline_row.ts";
import { departureOf, isBusy, noiseDown, SCORE_LIMIT } from "./departure.ts";
import { QUIET, remember } from "./greatest_four.ts";
import type { RateReading } from "./rate_reading.ts";
import { hourOfDay, type Timing } from "./timing.ts";
import type { TopicPolicy } from "./topic_policy.ts";
import { refreshUsual } from "./usual_excursions.ts";

/** A gap between messages counts with this share in the usual gap. */
const GAP_SHARE = 1 / 64;

/** Counts for how long no message has come, and remembers such times when they end. */
export function countQuiet(
  row: BaselineRow,
  { rate, elapsedMs }: RateReading,
  times: Timing,
  nowMs: number,
): void {
  if (rate === 0) {
    row.quietMs += elapsedMs;
    row.flowMs = 0;
    return;
  }
  row.flowMs += elapsedMs;
  row.gapMs += GAP_SHARE * (Math.min(row.quietMs, times.longestGapMs) - row.gapMs);
  if (row.quietMs > 1.5 * elapsedMs && isBusy(row, times)) {
    const quietMs = Math.min(row.quietMs, times.longestQuietMs);
    remember(row, QUIET, quietMs, hourOfDay(nowMs, times));
    refreshUsual(row, times);
  }
  row.quietMs = 0;
}

/** Whether it would be unusual if no message came at all. */
export function mayBeSilent(row: BaselineRow, policy: TopicPolicy, times: Timing): boolean {
  return isBusy(row, times) &&
    departureOf(row, 0) <= -SCORE_LIMIT * noiseDown(row, policy.smallestChange);
}
