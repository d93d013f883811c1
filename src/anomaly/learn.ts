import type { BaselineRow } from "./baseline_row.ts";
import type { RateReading } from "./rate_reading.ts";
import { scaled } from "./rate_scale.ts";
import type { Timing } from "./timing.ts";

/** A distance from the level counts up to so many deviations and a little. */
const MOST_DEVIATIONS = 3;
const LEAST_DEVIATION = 0.1;

/**
 * Takes a reading that is not unusual into the level, its deviation, and the hour. The level
 * follows faster with a greater pace.
 */
export function learn(
  row: BaselineRow,
  { rate, elapsedMs }: RateReading,
  times: Timing,
  pace = 1,
): void {
  row.knownMs += elapsedMs;
  row.levelMs += elapsedMs;
  const value = scaled(row.fastRate);
  // The mean of what there is, until there is more than the time constant.
  const youth = elapsedMs / row.levelMs;
  const levelShare = Math.max(1 - Math.exp(-elapsedMs / times.levelMs), youth);
  if (Number.isNaN(row.levelRate)) row.levelRate = rate;
  row.levelRate += Math.min(1, pace * levelShare) * (rate - row.levelRate);
  const deviationShare = Math.max(
    1 - Math.exp(-elapsedMs / times.deviationMs),
    elapsedMs / row.knownMs,
  );
  // A regular jump, as when a shop opens, says little about how much a rate varies otherwise.
  const most = MOST_DEVIATIONS * row.deviation + LEAST_DEVIATION;
  const deviation = Math.min(Math.abs(value - scaled(row.levelRate)), most);
  row.deviation += deviationShare * (deviation - row.deviation);
  row.hourLow = row.hourMs > 0 ? Math.min(row.hourLow, value) : value;
  row.hourHigh = row.hourMs > 0 ? Math.max(row.hourHigh, value) : value;
  row.hourSum += value * elapsedMs;
  row.hourMs += elapsedMs;
}
