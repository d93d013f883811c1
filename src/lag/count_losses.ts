import type { CommitColumns } from "./commit_columns.ts";

/** Readings in a row that it takes to believe that a log begins after a commit. */
const BELOW_START_READINGS = 2;
/** Readings in a row that it takes to believe that a log ends before a commit. */
export const BEYOND_END_READINGS = 3;

/**
 * Records that were deleted before this commit read them and have not been counted, an upper bound.
 * The start must have been read before the commit; NaN where it is not known.
 */
export function newlyLost(
  columns: CommitColumns,
  row: number,
  offset: number,
  start: number,
): number {
  if (Number.isNaN(start)) return 0;
  if (offset >= start) {
    columns.belowStart[row] = 0;
    return 0;
  }
  const readings = countUp(columns.belowStart, row);
  if (readings < BELOW_START_READINGS) return 0;
  const counted = columns.lostUpTo[row]!;
  const from = counted > offset ? counted : offset;
  columns.lostUpTo[row] = Math.max(from, start);
  return Math.max(0, start - from);
}

/** Whether it becomes clear with this reading that the log ends before the commit. */
export function isNewlyBeyondEnd(
  columns: CommitColumns,
  row: number,
  offset: number,
  end: number,
): boolean {
  if (Number.isNaN(end)) return false;
  if (offset > end) {
    const isClear = countUp(columns.beyondEnd, row) === BEYOND_END_READINGS;
    return isClear && columns.otherTopic[row] === 0;
  }
  columns.beyondEnd[row] = 0;
  return false;
}

/** Counts to 255 and stays there. */
function countUp(counts: Uint8Array, row: number): number {
  return counts[row] = Math.min(255, counts[row]! + 1);
}
