import type { BaselineRow } from "./baseline_row.ts";
import { scaled } from "./rate_scale.ts";
import type { Timing } from "./timing.ts";

/** A score of this many usual deviations is unusual if it lasts; below half of it all is well. */
export const SCORE_LIMIT = 4;
/** Above the greatest usual excursion by this factor, at least, before it is unusual. */
const BEYOND_USUAL = Math.log(2);
/** Noise alone never makes more usual than this: four times as many, or an eighth. */
const NOISE_UP = Math.log(4);
const NOISE_DOWN = Math.log(8);
/** A departure from what the hour is like counts so many times. */
const HOUR_WEIGHT = 2.5;
/**
 * The standard deviation in mean absolute deviations: 1.25 for a normal distribution, more for
 * rates, which stray farther than that.
 */
const DEVIATIONS = 1.6;

/**
 * How far a rate is from what is usual, on the logarithmic scale; positive above, negative below.
 * It must be far from the level of the last twenty minutes, and 1 / HOUR_WEIGHT as far from what
 * the hour of the week is usually like, seen as the hour before was: the lesser of both counts. What
 * is expected by either is 0.
 */
export function departureOf(row: BaselineRow, value: number): number {
  const level = scaled(row.levelRate);
  // Noise alone makes the hour before as different as this.
  const shift = Math.max(0, Math.abs(row.shift) - DEVIATIONS * row.deviation);
  const above = HOUR_WEIGHT * (value - row.usualHigh - (row.shift > 0 ? shift : 0));
  const up = Math.min(value - level, Number.isNaN(above) ? Infinity : above);
  if (up > 0) return up;
  const below = HOUR_WEIGHT * (row.usualLow - (row.shift < 0 ? shift : 0) - value);
  const down = Math.min(level - value, Number.isNaN(below) ? Infinity : below);
  return down > 0 ? -down : 0;
}

/** The same, but messages that are owed may come: until then, more than usual is no departure. */
export function excusedDepartureOf(row: BaselineRow, value: number): number {
  const departure = departureOf(row, value);
  return departure > 0 && row.owed > 0 ? 0 : departure;
}

/** From the level alone; messages that are owed may come. */
export function levelDepartureOf(row: BaselineRow, value: number): number {
  const departure = value - scaled(row.levelRate);
  return departure > 0 && row.owed > 0 ? 0 : departure;
}

/** Whether the topic was busy enough, for long enough that its level is known. */
export function isBusy(row: BaselineRow, times: Timing): boolean {
  return row.busyMs >= times.levelMs;
}

/** The departure of the fast rate in usual deviations. */
export function scoreOf(row: BaselineRow, smallestChange: number): number {
  const departure = excusedDepartureOf(row, scaled(row.fastRate));
  return departure < 0
    ? departure / deviationDown(row, smallestChange)
    : departure / deviationUp(row, smallestChange);
}

/** One usual deviation upwards, on the logarithmic scale. */
export function deviationUp(row: BaselineRow, smallestChange: number): number {
  return Math.max(noiseUp(row, smallestChange), ofExcursions(row.usualUp));
}

/** One usual deviation downwards, on the logarithmic scale. */
export function deviationDown(row: BaselineRow, smallestChange: number): number {
  return Math.max(noiseDown(row, smallestChange), ofExcursions(row.usualDown));
}

/** One usual deviation upwards by noise alone. */
export function noiseUp(row: BaselineRow, smallestChange: number): number {
  return noise(row, smallestChange, NOISE_UP);
}

/** One usual deviation downwards by noise alone. */
export function noiseDown(row: BaselineRow, smallestChange: number): number {
  return noise(row, smallestChange, NOISE_DOWN);
}

function noise({ deviation }: BaselineRow, smallestChange: number, most: number): number {
  return Math.max(
    Math.min(DEVIATIONS * deviation, most / SCORE_LIMIT),
    smallestChange / SCORE_LIMIT,
  );
}

function ofExcursions(usual: number): number {
  return usual > 0 ? (usual + BEYOND_USUAL) / SCORE_LIMIT : 0;
}
