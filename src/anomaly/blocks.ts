import type { BaselineRow } from "./baseline_row.ts";
import { excusedDepartureOf, levelDepartureOf } from "./departure.ts";
import type { RateReading } from "./rate_reading.ts";
import { scaled } from "./rate_scale.ts";

/** Messages that come more seldom than this make the mean of a block meaningless. */
const BULKY = 1 / 6;

/**
 * Puts the departures of the fast rate after a reading into the block under way, and closes it if
 * it is full. The mean of the block counts too, since the fast rate goes on for a while after a
 * great burst. Fields named `level` are of departures from the level alone.
 */
export function addToBlocks(
  row: BaselineRow,
  { rate, elapsedMs }: RateReading,
  blockMs: number,
): void {
  if (row.blockMs === 0) {
    row.blockSum = 0;
    row.blockLeast = row.levelLeast = Infinity;
    row.blockGreatest = row.levelGreatest = -Infinity;
  }
  addDepartures(row, row.fastRate);
  row.blockMs += elapsedMs;
  row.blockSum += rate * elapsedMs;
  // Readings are never exactly on time.
  if (row.blockMs < 0.9 * blockMs) return;
  if (row.gapMs < BULKY * blockMs) addDepartures(row, row.blockSum / row.blockMs);
  closeBlock(row);
}

function addDepartures(row: BaselineRow, rate: number): void {
  const value = scaled(rate);
  const [usual, level] = [excusedDepartureOf(row, value), levelDepartureOf(row, value)];
  row.blockLeast = Math.min(row.blockLeast, usual);
  row.blockGreatest = Math.max(row.blockGreatest, usual);
  row.levelLeast = Math.min(row.levelLeast, level);
  row.levelGreatest = Math.max(row.levelGreatest, level);
}

function closeBlock(row: BaselineRow): void {
  row.blockMs = 0;
  row.least3 = row.least2;
  row.least2 = row.least1;
  row.least1 = row.blockLeast;
  row.greatest3 = row.greatest2;
  row.greatest2 = row.greatest1;
  row.greatest1 = row.blockGreatest;
  row.levelLeast3 = row.levelLeast2;
  row.levelLeast2 = row.levelLeast1;
  row.levelLeast1 = row.levelLeast;
  row.levelGreatest3 = row.levelGreatest2;
  row.levelGreatest2 = row.levelGreatest1;
  row.levelGreatest1 = row.levelGreatest;
}

/** Begins anew: what comes next does not continue what was; this was the departure till now. */
export function resetBlocks(row: BaselineRow, departure: number): void {
  row.blockMs = 0;
  row.least1 = row.least2 = row.least3 = departure;
  row.greatest1 = row.greatest2 = row.greatest3 = departure;
  row.levelLeast1 = row.levelLeast2 = row.levelLeast3 = departure;
  row.levelGreatest1 = row.levelGreatest2 = row.levelGreatest3 = departure;
}

/** The departure upwards that held through three blocks; NaN if so many are not known. */
export function lastingUp({ least1, least2, least3 }: BaselineRow): number {
  return Math.min(least1, least2, least3);
}

/** The departure downwards, as a positive number, that held through three blocks. */
export function lastingDown({ greatest1, greatest2, greatest3 }: BaselineRow): number {
  return -Math.max(greatest1, greatest2, greatest3);
}

/** The same from the level alone. */
export function levelUp({ levelLeast1, levelLeast2, levelLeast3 }: BaselineRow): number {
  return Math.min(levelLeast1, levelLeast2, levelLeast3);
}

export function levelDown({ levelGreatest1, levelGreatest2, levelGreatest3 }: BaselineRow): number {
  return -Math.max(levelGreatest1, levelGreatest2, levelGreatest3);
}

/** The greatest departures from the level of the last three blocks. */
export function recentLevelUp(
  { levelGreatest1, levelGreatest2, levelGreatest3 }: BaselineRow,
): number {
  return Math.max(levelGreatest1, levelGreatest2, levelGreatest3);
}

export function recentLevelDown({ levelLeast1, levelLeast2, levelLeast3 }: BaselineRow): number {
  return -Math.min(levelLeast1, levelLeast2, levelLeast3);
}
