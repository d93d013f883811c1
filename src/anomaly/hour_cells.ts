/** Hours of a week. */
export const WEEK_HOURS = 168;
const WEEKS = 4;
/** Hours that are remembered: four weeks, and the hours around the first of them. */
export const HOURS = WEEK_HOURS * WEEKS + 2;
/** Bytes of an hour: its lowest, its middle and its highest rate. */
const HOUR_BYTES = 3;
/** Bytes of a topic. */
export const CELL_BYTES = HOURS * HOUR_BYTES;

const DAYS = 7;
const DAY_HOURS = 24;
/** A byte holds 1 + this many times the scaled rate: steps of 8 %, up to 8 million messages/s. */
const STEPS = 12.7;
const UNKNOWN = 0;

/** What an hour was like, in scaled rates; NaN if not known. */
export interface HourRange {
  readonly low: number;
  readonly middle: number;
  readonly high: number;
}

/** Writes what an hour, counted from the epoch, was like for the topic of this row. */
export function writeHour(cells: Uint8Array, row: number, hour: number, range: HourRange): void {
  const at = cellAt(row, hour);
  cells[at] = toByte(range.low);
  cells[at + 1] = toByte(range.middle);
  cells[at + 2] = toByte(range.high);
}

/** Makes an hour not known for the topic of this row. */
export function forgetHour(cells: Uint8Array, row: number, hour: number): void {
  const at = cellAt(row, hour);
  cells.fill(UNKNOWN, at, at + HOUR_BYTES);
}

/** What an hour has been like before, in scaled rates; NaN if not known. */
export interface UsualRange extends HourRange {
  /** Without what came in single weeks: the range that most weeks filled. */
  readonly commonLow: number;
  readonly commonHigh: number;
}

/**
 * What an hour has been like before, with the hour before and after it, so that a shift of summer
 * time is nothing new. From two weeks on, the same hour of the week: its middle is the median, and
 * from three weeks on one odd week does not count. Before, the same hour of the last seven days,
 * without a middle.
 */
export function usualRange(cells: Uint8Array, row: number, hour: number): UsualRange {
  const weeks = rangesBefore(cells, row, hour, WEEK_HOURS, WEEKS);
  const isWeekly = weeks.length >= 2;
  const ranges = isWeekly ? weeks : rangesBefore(cells, row, hour, DAY_HOURS, DAYS);
  const lows = ranges.map(({ low }) => low).sort(ascending);
  const highs = ranges.map(({ high }) => high).sort(ascending);
  const odd = weeks.length > 2 ? 1 : 0;
  const common = isWeekly ? odd : Math.ceil(ranges.length / 2) - 1;
  const middles = weeks.map(({ middle }) => middle).filter((middle) => !Number.isNaN(middle));
  return {
    low: lows.at(odd) ?? NaN,
    middle: isWeekly ? median(middles) : NaN,
    high: highs.at(-1 - odd) ?? NaN,
    commonLow: lows.at(-1 - common) ?? NaN,
    commonHigh: highs.at(common) ?? NaN,
  };
}

/** Around the same hour, once for each time it came before; times not known are left out. */
function rangesBefore(
  cells: Uint8Array,
  row: number,
  hour: number,
  every: number,
  times: number,
): HourRange[] {
  const ranges: HourRange[] = [];
  for (let time = 1; time <= times; time++) {
    const range = rangeAround(cells, row, hour - time * every);
    if (range !== undefined) ranges.push(range);
  }
  return ranges;
}

function rangeAround(cells: Uint8Array, row: number, hour: number): HourRange | undefined {
  let [low, high] = [Infinity, -Infinity];
  for (let near = hour - 1; near <= hour + 1; near++) {
    const at = cellAt(row, near);
    if (cells[at] === UNKNOWN) continue;
    low = Math.min(low, fromByte(cells[at]!));
    high = Math.max(high, fromByte(cells[at + 2]!));
  }
  if (low === Infinity) return undefined;
  return { low, middle: fromByte(cells[cellAt(row, hour) + 1]!), high };
}

function cellAt(row: number, hour: number): number {
  const place = ((hour % HOURS) + HOURS) % HOURS;
  return row * CELL_BYTES + place * HOUR_BYTES;
}

function toByte(value: number): number {
  return Math.min(255, 1 + Math.round(value * STEPS));
}

function fromByte(byte: number): number {
  return byte === UNKNOWN ? NaN : (byte - 1) / STEPS;
}

function median(values: number[]): number {
  values.sort(ascending);
  const half = values.length / 2;
  const [below, above] = [values.at(Math.ceil(half) - 1), values.at(half)];
  return values.length === 0 ? NaN : (below! + above!) / 2;
}

const ascending = (a: number, b: number) => a - b;
