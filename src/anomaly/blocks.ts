import type { BaselineRow } from "./baseline_row.ts";
import { excusedDepartureOf, rareDepartureOf } from "./departure.ts";
import type { RateReading } from "./rate_reading.ts";
import { scaled } from "./rate_scale.ts";

/** Messages that come more seldom than this make the mean of a block meaningless. */
const BULKY = 1 / 6;

/**
 * Puts the departures of the fast rate after a reading into the block under way, and closes it if
 * it is full. The mean of the block counts too, since the fast rate goes on for a while after a
 * great burst. Fields named `rare` are of departures from what most weeks are like, the others from
 * what is usual.
 */
export function addToBlocks(
  row: BaselineRow,
  { rate, elapsedMs }: RateReading,
  blockMs: number,
): void {
  if (row.blockMs === 0) {
    row.blockSum = 0;
    row.blockLeast = row.rareLeast = Infinity;
    row.blockGreatest = row.rareGreatest = -Infinity;
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
  const [usual, rare] = [excusedDepartureOf(row, value), rareDepartureOf(row, value)];
  row.blockLeast = Math.min(row.blockLeast, usual);
  row.blockGreatest = Math.max(row.blockGreatest, usual);
  row.rareLeast = Math.min(row.rareLeast, rare);
  row.rareGreatest = Math.max(row.rareGreatest, rare);
}

function closeBlock(row: BaselineRow): void {
  row.blockMs = 0;
  row.least3 = row.least2;
  row.least2 = row.least1;
  row.least1 = row.blockLeast;
  row.greatest3 = row.greatest2;
  row.greatest2 = row.greatest1;
  row.greatest1 = row.blockGreatest;
  row.rareLeast3 = row.rareLeast2;
  row.rareLeast2 = row.rareLeast1;
  row.rareLeast1 = row.rareLeast;
  row.rareGreatest3 = row.rareGreatest2;
  row.rareGreatest2 = row.rareGreatest1;
  row.rareGreatest1 = row.rareGreatest;
}

/** Begins anew: what comes next does not continue what was; this was the departure till now. */
export function resetBlocks(row: BaselineRow, departure: number): void {
  row.blockMs = 0;
  row.least1 = row.least2 = row.least3 = departure;
  row.greatest1 = row.greatest2 = row.greatest3 = departure;
  row.rareLeast1 = row.rareLeast2 = row.rareLeast3 = departure;
  row.rareGreatest1 = row.rareGreatest2 = row.rareGreatest3 = departure;
}

/** The departure upwards that held through three blocks; NaN if so many are not known. */
export function lastingUp({ least1, least2, least3 }: BaselineRow): number {
  return Math.min(least1, least2, least3);
}

/** The departure downwards, as a positive number, that held through three blocks. */
export function lastingDown({ greatest1, greatest2, greatest3 }: BaselineRow): number {
  return -Math.max(greatest1, greatest2, greatest3);
}

/** The same from what most weeks are like. */
export function rareUp({ rareLeast1, rareLeast2, rareLeast3 }: BaselineRow): number {
  return Math.min(rareLeast1, rareLeast2, rareLeast3);
}

export function rareDown({ rareGreatest1, rareGreatest2, rareGreatest3 }: BaselineRow): number {
  return -Math.max(rareGreatest1, rareGreatest2, rareGreatest3);
}

/** The greatest departures of the last three blocks, from what most weeks are like. */
export function recentRareUp({ rareGreatest1, rareGreatest2, rareGreatest3 }: BaselineRow): number {
  return Math.max(rareGreatest1, rareGreatest2, rareGreatest3);
}

export function recentRareDown({ rareLeast1, rareLeast2, rareLeast3 }: BaselineRow): number {
  return -Math.min(rareLeast1, rareLeast2, rareLeast3);
}
