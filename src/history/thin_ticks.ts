/** What thinning needs to know of a tick. */
interface Timed {
  readonly atMs: number;
}

/** How much is kept: the newest ticks all, and of older ones so many, up to an age. */
export interface TickLimits {
  readonly newest: number;
  readonly older: number;
  readonly longestMs: number;
}

/**
 * Leaves out old ticks, oldest first in the list, until the limits hold. Of two neighbours too many
 * the one goes whose place is missed least: the gap it leaves is the smallest for its age. So gaps
 * grow with age, and an interpolated age is off by about the same part of itself everywhere.
 */
export function thinTicks<T extends Timed>(
  ticks: readonly T[],
  nowMs: number,
  { newest, older, longestMs }: TickLimits,
): readonly T[] {
  const kept = ticks.filter(({ atMs }) => nowMs - atMs <= longestMs);
  while (kept.length > newest + older) kept.splice(leastMissed(kept, nowMs, newest), 1);
  return kept.length === ticks.length ? ticks : kept;
}

function leastMissed(ticks: readonly Timed[], nowMs: number, newest: number): number {
  let best = 0;
  let smallest = Infinity;
  for (let index = 1; index < ticks.length - newest; index++) {
    const gapMs = ticks[index + 1]!.atMs - ticks[index - 1]!.atMs;
    const relative = gapMs / (nowMs - ticks[index]!.atMs);
    if (relative < smallest) [smallest, best] = [relative, index];
  }
  return best;
}
