import type { CommitColumns } from "./commit_columns.ts";
import { GAPS_KEPT, learnGap } from "./usual_gap.ts";

/** A commit as it was read, and when it and the one before were. Times in milliseconds. */
export interface CommitReading {
  offset: number;
  readAtMs: number;
  previousReadAtMs: number;
  /** Whether no reading is missing between the two, so that a gap can be learned from them. */
  isContinuous: boolean;
  /** Start of the log as it was read before the commit; NaN where it is not known. */
  start: number;
  /** End of the log; NaN if it was not read in the same cycle. */
  end: number;
}

/** A reading to be filled in, so that one object serves all commits of a cycle. */
export function blankReading(): CommitReading {
  return {
    offset: NaN,
    readAtMs: NaN,
    previousReadAtMs: NaN,
    isContinuous: false,
    start: NaN,
    end: NaN,
  };
}

/** Whether the commit went forward or back, was not seen before, or stands where it stood. */
export type Movement = "first" | "forward" | "back" | "none";

/** Takes a reading of a commit into its row and says how it has moved. */
export function observeCommit(
  columns: CommitColumns,
  row: number,
  reading: CommitReading,
): Movement {
  const { offset, readAtMs, start } = reading;
  const before = columns.committed[row]!;
  if (before === offset) return "none";
  // What is gone when a commit is first seen was lost before anybody looked.
  columns.lostUpTo[row] = Number.isNaN(before) && start > offset ? start : NaN;
  if (offset > before) moveForward(columns, row, reading);
  if (offset < before) moveBack(columns, row, before, reading.end);
  columns.belowStart[row] = columns.beyondEnd[row] = columns.otherTopic[row] = 0;
  columns.committed[row] = offset;
  columns.isStored[row] = 0;
  columns.movedAtMs[row] = readAtMs;
  return Number.isNaN(before) ? "first" : offset > before ? "forward" : "back";
}

function moveForward(columns: CommitColumns, row: number, reading: CommitReading): void {
  const { offset, readAtMs, previousReadAtMs, isContinuous } = reading;
  // Since when it stood before the first move is not known.
  if (isContinuous && columns.moved[row] === 1) {
    const stoodMs = readAtMs - columns.movedAtMs[row]!;
    const unreadMs = 1000 * columns.lagSeconds[row]! + readAtMs - previousReadAtMs;
    const gapMs = unreadMs < stoodMs ? unreadMs : stoodMs;
    learnGap(columns.gaps, row * GAPS_KEPT, gapMs, stoodMs);
  }
  columns.moved[row] = 1;
  if (offset >= columns.rewoundFrom[row]!) columns.rewoundFrom[row] = NaN;
}

/** From where there was nothing, a commit comes back to the log: that is no rewind. */
function moveBack(columns: CommitColumns, row: number, before: number, end: number): void {
  const wasNowhere = before > end || columns.otherTopic[row] === 1;
  const from = columns.rewoundFrom[row]!;
  columns.rewoundFrom[row] = wasNowhere ? NaN : from > before ? from : before;
  // Whoever set it back need not be who reads.
  columns.moved[row] = 0;
}
