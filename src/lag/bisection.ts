/**
 * What an answer told of a log whose records are in the order of their times: the record at
 * `offset` is of `recordMs`, and all before it are older than `askedMs`.
 */
export interface TimeFact {
  readonly askedMs: number;
  /** Infinity if all records are older. */
  readonly offset: number;
  /** NaN if there is none. */
  readonly recordMs: number;
}

/** Between which times a record was written, by answers. Milliseconds since the epoch. */
export interface TimeBounds {
  /** The record is not older; NaN where no answer told. */
  readonly leastMs: number;
  /** The record is older, or exactly as old as `leastMs` if both are the same. */
  readonly mostMs: number;
  /** Offsets of which the times are known, at or below the record's and above it; NaN for none. */
  readonly leastOffset: number;
  readonly mostOffset: number;
}

/** How exactly a time is wanted. */
export const EXACT_MS = 1_000;

/** Where the time of the record at the offset can be, of a log that ends at `end` now. */
export function boundsOf(
  facts: readonly TimeFact[],
  offset: number,
  end: number,
  nowMs: number,
): TimeBounds {
  let [leastMs, leastOffset] = [NaN, NaN];
  let [mostMs, mostOffset] = [nowMs, end];
  for (const fact of facts) {
    // Whoever asks for the first record of all is told the first that is still there.
    const isRecord = fact.offset === offset || (fact.askedMs === 0 && fact.offset > offset);
    if (isRecord && !Number.isNaN(fact.recordMs)) {
      const { recordMs, offset: found } = fact;
      return { leastMs: recordMs, mostMs: recordMs, leastOffset: found, mostOffset: found };
    }
    if (fact.offset <= offset) {
      if (!(fact.recordMs <= leastMs)) [leastMs, leastOffset] = [fact.recordMs, fact.offset];
    } else if (fact.askedMs < mostMs) {
      [mostMs, mostOffset] = [fact.askedMs, Math.min(fact.offset, end)];
    }
  }
  return { leastMs, mostMs, leastOffset, mostOffset };
}

/** How far the bounds are apart, in milliseconds; NaN while one is missing. */
export function widthMs({ leastMs, mostMs }: TimeBounds): number {
  // Producers' clocks need not agree, and then times need not rise with offsets.
  return Math.max(0, mostMs - leastMs);
}

/**
 * The times to ask for next, at most three: one that halves the bounds, and two around where the
 * record is if records came evenly. The first record of all is asked for while nothing older is
 * known; `guessMs` is a time that the record is hardly older than, or NaN.
 */
export function nextTimes(bounds: TimeBounds, offset: number, guessMs: number): readonly number[] {
  const { leastMs, mostMs, leastOffset, mostOffset } = bounds;
  if (Number.isNaN(leastMs)) {
    const guess = Math.floor(guessMs);
    return guess > 0 && guess < mostMs ? [0, guess] : [0];
  }
  if (widthMs(bounds) <= EXACT_MS) return [];
  const inside = (ms: number) =>
    Math.min(Math.ceil(mostMs) - 1, Math.max(leastMs + 1, Math.round(ms)));
  const middle = inside((leastMs + mostMs) / 2);
  const part = (offset + 0.5 - leastOffset) / (mostOffset - leastOffset);
  if (!(part > 0 && part < 1)) return [middle];
  const evenMs = leastMs + part * (mostMs - leastMs);
  const around = [evenMs - 0.45 * EXACT_MS, evenMs + 0.45 * EXACT_MS].map(inside);
  return [...new Set([middle, ...around])];
}
