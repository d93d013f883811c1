import type { BaselineRow } from "./baseline_row.ts";
import { noiseDown, SCORE_LIMIT } from "./departure.ts";
import { scaled, unscaled } from "./rate_scale.ts";
import type { RateReading } from "./rate_reading.ts";
import type { Timing } from "./timing.ts";
import type { TopicPolicy } from "./topic_policy.ts";

/** What is owed may come with this much more: it is an estimate. */
const MORE = 1.5;
/** Less than this many seconds of the level is not worth waiting for. */
const LEAST_SECONDS = 10;

/**
 * What did not come while the topic was down may come in a rush when it is up again: until it has
 * come, more than usual is no spike. Without a rush it is soon forgotten.
 */
export function settleLateMessages(
  row: BaselineRow,
  { rate, elapsedMs }: RateReading,
  policy: TopicPolicy,
  times: Timing,
): void {
  const above = scaled(row.fastRate) - scaled(row.levelRate);
  const limit = (SCORE_LIMIT / 2) * noiseDown(row, policy.smallestChange);
  const expected = Math.max(row.levelRate, unscaled(row.usualMiddle) || 0);
  if (above <= -limit) row.owed += MORE * (expected - rate) * elapsedMs / 1000;
  else if (scaled(row.fastRate) < row.usualMiddle - limit) row.owed = Math.max(0, row.owed);
  else if (above >= limit) row.owed += Math.min(0, (row.levelRate - rate) * elapsedMs / 1000);
  else row.owed *= Math.exp(-elapsedMs / times.owedMs);
  const most = row.levelRate * times.acceptMs / 1000;
  row.owed = row.owed > LEAST_SECONDS * row.levelRate ? Math.min(row.owed, most) : 0;
}
