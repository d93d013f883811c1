import type { BaselineRow } from "./baseline_row.ts";
import { noiseUp, SCORE_LIMIT } from "./departure.ts";
import type { RateReading } from "./rate_reading.ts";
import { scaled, unscaled } from "./rate_scale.ts";
import type { Timing } from "./timing.ts";
import type { TopicPolicy } from "./topic_policy.ts";
import { SPIKE, USUAL } from "./verdicts.ts";

/** What is owed may come with this much more: it is an estimate. */
const MORE = 2;
/** Below this score messages are missing. */
const MISSING_SCORE = -3.2;
/** While the topic is lower than usual at this hour, it is forgotten so much more slowly. */
const STILL_LOW = 12;
/** A drop or silence that was told goes on for so long where its end was a low hour. */
const AFTER_HOURS = 2;
/** Less than this many seconds of the level is not worth waiting for. */
const LEAST_SECONDS = 10;

/**
 * What did not come while the topic was down may come in a rush when it is up again: until it has
 * come, more than usual is no spike. Without a rush it is soon forgotten.
 */
export function settleLateMessages(
  row: BaselineRow,
  { rate, elapsedMs }: RateReading,
  score: number,
  { smallestChange }: TopicPolicy,
  times: Timing,
  nowMs: number,
): void {
  const isTrouble = row.verdict !== USUAL && row.verdict !== SPIKE;
  const isDown = score <= MISSING_SCORE || (isTrouble && rate < row.levelRate);
  if (row.owed === 0 && !isDown) return;
  const above = scaled(row.fastRate) - scaled(row.levelRate);
  const expected = Math.max(row.levelRate, unscaled(row.usualMiddle) || 0);
  const seconds = elapsedMs / 1000;
  const limit = (SCORE_LIMIT / 2) * noiseUp(row, smallestChange);
  // What was told may have ended because it is usual to be low, as when a shop closes soon.
  const isRecent = nowMs - row.sinceAtMs < AFTER_HOURS * times.hourMs;
  const below = scaled(row.fastRate) + limit;
  const goesOn = isRecent && below < row.usualMiddle;
  const isStillLow = below < (isRecent ? row.usualHigh : row.usualMiddle);
  if (isDown || goesOn) row.owed += MORE * Math.max(0, expected - rate) * seconds;
  else if (above >= limit) row.owed -= Math.max(0, rate - expected) * seconds;
  else row.owed *= Math.exp(-elapsedMs / (isStillLow ? STILL_LOW : 1) / times.owedMs);
  const most = row.levelRate * times.acceptMs / 1000;
  row.owed = row.owed > LEAST_SECONDS * row.levelRate ? Math.min(row.owed, most) : 0;
}
