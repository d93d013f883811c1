import type { BaselineRow } from "./baseline_row.ts";
import { departureOf, isBusy, noiseDown, rareDepartureOf, SCORE_LIMIT } from "./departure.ts";
import { QUIET, remember } from "./greatest_three.ts";
import type { RateReading } from "./rate_reading.ts";
import type { Timing } from "./timing.ts";
import type { TopicPolicy } from "./topic_policy.ts";
import { refreshUsual } from "./usual_excursions.ts";

/** A gap between messages counts with this share in the usual gap. */
const GAP_SHARE = 1 / 64;

/** Counts for how long no message has come, and remembers such times when they end. */
export function countQuiet(
  row: BaselineRow,
  { rate, elapsedMs }: RateReading,
  policy: TopicPolicy,
  times: Timing,
): void {
  if (rate === 0) {
    row.quietMs += elapsedMs;
    row.flowMs = 0;
    return;
  }
  row.flowMs += elapsedMs;
  row.gapMs += GAP_SHARE * (Math.min(row.quietMs, times.longestGapMs) - row.gapMs);
  if (row.quietMs > 1.5 * elapsedMs && isBelow(row, rareDepartureOf(row, 0), policy, times)) {
    remember(row, QUIET, Math.min(row.quietMs, times.longestQuietMs));
    refreshUsual(row, times);
  }
  row.quietMs = 0;
}

/** Whether it would be unusual if no message came at all. */
export function mayBeSilent(row: BaselineRow, policy: TopicPolicy, times: Timing): boolean {
  return isBelow(row, departureOf(row, 0), policy, times);
}

function isBelow(
  row: BaselineRow,
  departure: number,
  policy: TopicPolicy,
  times: Timing,
): boolean {
  return isBusy(row, times) &&
    departure <= -SCORE_LIMIT * noiseDown(row, policy.smallestChange);
}
