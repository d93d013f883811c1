/** Fewest samples from which growth can be told. */
const FEWEST = 6;
/** Of all pairs of samples, so many must have the greater lag later (Mann and Kendall's test). */
const RISING_PAIRS = 0.9;
/** Seconds that the lag must grow by a second, at least: 1 % slower than what comes. */
const LEAST_SLOPE = 0.01;

/** Lag in seconds at some moments, oldest first. */
export interface LagSample {
  readonly atMs: number;
  readonly lagSeconds: number;
}

/**
 * Whether the lag grows, and not by chance: nearly all pairs of samples go up, which noise does once
 * in thousands of times, and so does the median of their slopes (Theil and Sen's).
 */
export function lagGrows(samples: readonly LagSample[]): boolean {
  if (samples.length < FEWEST) return false;
  const slopes: number[] = [];
  samples.forEach((from, index) => {
    for (const to of samples.slice(index + 1)) {
      slopes.push((to.lagSeconds - from.lagSeconds) / ((to.atMs - from.atMs) / 1000));
    }
  });
  const rising = slopes.filter((slope) => slope > 0).length;
  slopes.sort((a, b) => a - b);
  return rising >= RISING_PAIRS * slopes.length && slopes[slopes.length >> 1]! > LEAST_SLOPE;
}
