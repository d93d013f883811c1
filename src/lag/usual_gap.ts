/** Gaps that must have been seen before one is usual: one accident is not, and two are chance. */
export const GAPS_KEPT = 3;

/** In this time a gap counts half, so that what is long past does not stay usual for ever. */
const HALF_LIFE_MS = 14 * 86_400_000;

/**
 * Takes a gap into the three longest of a commit, longest first from `at`, which fade with the time
 * that passed since the one before. The third is the usual gap: the longest that came three times.
 */
export function learnGap(gaps: Float32Array, at: number, gapMs: number, sinceMs: number): void {
  const fade = 2 ** (-sinceMs / HALF_LIFE_MS);
  let rest = gapMs;
  for (let index = at; index < at + GAPS_KEPT; index++) {
    const known = gaps[index]! * fade;
    gaps[index] = Math.max(known, rest);
    rest = Math.min(known, rest);
  }
}

/** The usual gap in milliseconds; NaN until three were seen. */
export function usualGap(gaps: Float32Array, at: number): number {
  const third = gaps[at + GAPS_KEPT - 1]!;
  return third > 0 ? third : NaN;
}

/** Mean of the usual gaps of commits in rows that follow each other; NaN if none has one. */
export function meanUsualGap(gaps: Float32Array, firstRow: number, rowCount: number): number {
  let [sumMs, count] = [0, 0];
  for (let row = firstRow; row < firstRow + rowCount; row++) {
    const gapMs = usualGap(gaps, row * GAPS_KEPT);
    if (Number.isNaN(gapMs)) continue;
    sumMs += gapMs;
    count++;
  }
  return sumMs / count;
}
