import { type CommitColumns, SAMPLES } from "./commit_columns.ts";
import { readSamples } from "./commit_samples.ts";

/** Fewest samples from which growth can be told. */
const FEWEST = 6;
/** Of all pairs of samples, so many must have the greater lag later (Mann and Kendall's test). */
const RISING_PAIRS = 0.9;
/** Seconds that the lag must grow by a second, at least: 1 % slower than what comes. */
const LEAST_SLOPE = 0.01;

/** Used again and again: this is asked of every commit that is late, in every cycle. */
const atMs = new Float64Array(SAMPLES);
const lagSeconds = new Float64Array(SAMPLES);
const slopes = new Float64Array(SAMPLES * (SAMPLES - 1) / 2);

/**
 * Whether the lag of a commit grows, and not by chance: nearly all pairs of samples with a lag go
 * up, which noise does once in thousands of times, and so does the median of their slopes (Theil and
 * Sen's).
 */
export function lagGrows(columns: CommitColumns, row: number): boolean {
  const count = readSamples(columns, row, atMs, lagSeconds);
  if (count < FEWEST) return false;
  let pairs = 0;
  let rising = 0;
  for (let from = 0; from < count; from++) {
    for (let to = from + 1; to < count; to++) {
      const slope = (lagSeconds[to]! - lagSeconds[from]!) / ((atMs[to]! - atMs[from]!) / 1000);
      if (slope > 0) rising++;
      slopes[pairs++] = slope;
    }
  }
  if (rising < RISING_PAIRS * pairs) return false;
  return slopes.subarray(0, pairs).sort()[pairs >> 1]! > LEAST_SLOPE;
}
