/** Hours of a week. */
export const WEEK_HOURS = 168;
const WEEKS = 4;
/** Hours that are remembered: four weeks, and the hours around the first of them. */
export const HOURS = WEEK_HOURS * WEEKS + 2;
/** Bytes of an hour: its lowest, its middle and its highest rate. */
const HOUR_BYTES = 3;
/** Bytes of a topic. */
export const CELL_BYTES = HOURS * HOUR_BYTES;
/** The hours of a topic of which none is known: for all such topics, so never written to. */
export const NO_HOURS: Uint8Array = new Uint8Array(CELL_BYTES);

const DAYS = 7;
const DAY_HOURS = 24;
/** A byte holds 1 + this many times the scaled rate: steps of 8 %, up to 8 million messages/s. */
const STEPS = 12.7;
const UNKNOWN = 0;

/** What an hour was like, or usually is like, in scaled rates; NaN if not known. */
export interface HourRange {
  readonly low: number;
  readonly middle: number;
  readonly high: number;
}

/** Writes what an hour, counted from the epoch, was like for the topic of these hours. */
export function writeHour(cells: Uint8Array, hour: number, range: HourRange): void {
  const at = cellAt(hour);
  cells[at] = toByte(range.low);
  cells[at + 1] = toByte(range.middle);
  cells[at + 2] = toByte(range.high);
}

/** Makes an hour not known for the topic of these hours. */
export function forgetHour(cells: Uint8Array, hour: number): void {
  const at = cellAt(hour);
  cells.fill(UNKNOWN, at, at + HOUR_BYTES);
}

/**
 * What an hour has been like before, with the hour before and after it, so that a shift of summer
 * time is nothing new. From two weeks on, the same hour of the week: its middle is the median, and
 * from three weeks on one odd week does not count. Before, the same hour of the last seven days,
 * without a middle.
 */
export function usualRange(cells: Uint8Array, hour: number): HourRange {
  const weeks = collect(cells, hour, WEEK_HOURS, WEEKS);
  if (weeks < 2) {
    const days = collect(cells, hour, DAY_HOURS, DAYS);
    return rangeOf(days, 0, NaN);
  }
  return rangeOf(weeks, weeks > 2 ? 1 : 0, medianOfMiddles(weeks));
}

/** Bytes of the hours that are being compared: kept from call to call, since there are many. */
const LOWS = new Uint8Array(DAYS);
const MIDDLES = new Uint8Array(DAYS);
const HIGHS = new Uint8Array(DAYS);

/** Collects what was around an hour each time it came before, sorted; gives how often it is known. */
function collect(cells: Uint8Array, hour: number, every: number, times: number): number {
  let known = 0;
  for (let time = 1; time <= times; time++) {
    const then = hour - time * every;
    let [low, high] = [255, UNKNOWN];
    for (let near = then - 1; near <= then + 1; near++) {
      const at = cellAt(near);
      if (cells[at] === UNKNOWN) continue;
      low = Math.min(low, cells[at]!);
      high = Math.max(high, cells[at + 2]!);
    }
    if (high === UNKNOWN) continue;
    LOWS[known] = low;
    MIDDLES[known] = cells[cellAt(then) + 1]!;
    HIGHS[known++] = high;
  }
  for (const bytes of [LOWS, MIDDLES, HIGHS]) sortFirst(bytes, known);
  return known;
}

/** The range without so many of the outermost. */
function rangeOf(known: number, odd: number, middle: number): HourRange {
  if (known === 0) return { low: NaN, middle, high: NaN };
  return { low: fromByte(LOWS[odd]!), middle, high: fromByte(HIGHS[known - 1 - odd]!) };
}

/** Of those that are known, which are the last ones. */
function medianOfMiddles(known: number): number {
  const unknown = MIDDLES.subarray(0, known).lastIndexOf(UNKNOWN) + 1;
  const half = (known - unknown) / 2;
  if (half === 0) return NaN;
  const below = fromByte(MIDDLES[unknown + Math.ceil(half) - 1]!);
  return (below + fromByte(MIDDLES[unknown + Math.floor(half)]!)) / 2;
}

/** Insertion sort: there are at most seven. */
function sortFirst(bytes: Uint8Array, count: number): void {
  for (let at = 1; at < count; at++) {
    const byte = bytes[at]!;
    let to = at;
    for (; to > 0 && bytes[to - 1]! > byte; to--) bytes[to] = bytes[to - 1]!;
    bytes[to] = byte;
  }
}

function cellAt(hour: number): number {
  const place = ((hour % HOURS) + HOURS) % HOURS;
  return place * HOUR_BYTES;
}

function toByte(value: number): number {
  return Math.min(255, 1 + Math.round(value * STEPS));
}

function fromByte(byte: number): number {
  return byte === UNKNOWN ? NaN : (byte - 1) / STEPS;
}
