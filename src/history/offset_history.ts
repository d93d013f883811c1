import type { ClusterSnapshot } from "../model/cluster_snapshot.ts";
import { thinTicks, type TickLimits } from "./thin_ticks.ts";
import type { PlainTick } from "./tick_bytes.ts";
import { ReadTimes, type Tick, UNREAD } from "./tick.ts";
import { TrackedRows } from "./tracked_rows.ts";

/** Ten minutes at the default interval, and older ticks that are about 9 % of their age apart. */
export const TICK_LIMITS: TickLimits = { newest: 40, older: 80, longestMs: 7 * 86_400_000 };

/** Rows between two turns of a sliced loop. */
const A_STEP = 1024;
/** New bases leave so much room for the ends of older ticks below them. */
const REBASE_ROOM = 2 ** 31;
/** Ticks that are tried for the begin of a rate, if a partition was not read in the first of them. */
const RATE_TRIES = 4;
/** Stands for a rate that nobody has asked for yet: many groups read the same partitions. */
const NOT_ASKED = -Infinity;

/** When an offset was written. Milliseconds since the epoch. */
export interface WrittenBracket {
  /** The last time that the log was seen to end at or before it; NaN if the history begins later. */
  afterMs: number;
  /** The first time that the log was seen to end beyond it. */
  beforeMs: number;
  /** Between the two, as if records had come evenly; NaN if `afterMs` is. */
  atMs: number;
}

/** Ends of the logs that some group has committed on, over a week, in arrays of bounded size. */
export class OffsetHistory {
  readonly rows: TrackedRows = new TrackedRows();
  #ticks: readonly Tick[] = [];
  #nextNumber = 0;

  /** Oldest first. */
  get ticks(): readonly Tick[] {
    return this.#ticks;
  }

  /**
   * Takes over what the snapshot's cycle has read. Where the end of a log has gone back, what was
   * above it is forgotten: those offsets are written anew.
   */
  *record(snapshot: ClusterSnapshot): Generator<void, void, void> {
    yield* this.#track(snapshot);
    const { directory, partitions, startedAtMs } = snapshot;
    const times = new ReadTimes();
    const timeIndexes = new Uint8Array(this.rows.count).fill(UNREAD);
    const ends = new Uint32Array(this.rows.count);
    for (let row = 0; row < timeIndexes.length; row++) {
      if (row % A_STEP === 0) yield;
      const slot = this.rows.slot(row);
      const isSame = directory.slotTopic[slot] !== undefined &&
        directory.slotBirth[slot] === this.rows.birth(row);
      const readAtMs = partitions.latestReadAtMs[slot]!;
      const end = partitions.latestOffset[slot]!;
      if (!isSame || !(readAtMs >= startedAtMs) || Number.isNaN(end)) continue;
      this.#put(row, end, ends);
      timeIndexes[row] = times.indexOf(readAtMs);
    }
    const number = this.#nextNumber;
    this.#add({ number, atMs: startedAtMs, times: times.times, timeIndexes, ends });
  }

  /** Adds a stored tick, newer than those before it; its rows must have been put back. */
  *restore(stored: PlainTick): Generator<void, void, void> {
    const length = Math.min(stored.ends.length, this.rows.count);
    const timeIndexes = new Uint8Array(length).fill(UNREAD);
    const ends = new Uint32Array(length);
    for (let row = 0; row < length; row++) {
      if (row % A_STEP === 0) yield;
      const end = stored.ends[row]!;
      if (Number.isNaN(end) || stored.number < this.rows.since(row)) continue;
      this.#put(row, end, ends);
      timeIndexes[row] = stored.timeIndexes[row]!;
    }
    const { number, atMs, times } = stored;
    this.#add({ number, atMs, times, timeIndexes, ends });
  }

  /** The log's end in a tick; NaN where it was not read. */
  end(tick: Tick, row: number): number {
    return this.#knows(tick, row) ? this.rows.base(row) + tick.ends[row]! : NaN;
  }

  /** When the log's end was read in a tick; NaN where it was not. */
  readAtMs(tick: Tick, row: number): number {
    return this.#knows(tick, row) ? tick.times[tick.timeIndexes[row]!]! : NaN;
  }

  /**
   * Finds when the record at the offset was written; false if the log was never seen to end beyond
   * it. The result is written into `found`, since this is asked for every partition with lag.
   */
  find(slot: number, offset: number, found: WrittenBracket): boolean {
    const row = this.rows.row(slot);
    const first = row < 0 ? -1 : this.#firstAbove(row, offset);
    if (first < 0) return false;
    const after = this.#ticks[first]!;
    found.beforeMs = this.readAtMs(after, row);
    let last = first - 1;
    while (last >= 0 && !this.#knows(this.#ticks[last]!, row)) last--;
    if (last < 0) {
      found.afterMs = found.atMs = NaN;
      return true;
    }
    const before = this.#ticks[last]!;
    found.afterMs = this.readAtMs(before, row);
    const start = this.end(before, row);
    const part = (offset - start + 0.5) / (this.end(after, row) - start);
    found.atMs = found.afterMs + part * (found.beforeMs - found.afterMs);
    return true;
  }

  /**
   * Messages a second that came to a partition since about that time; NaN unless it was read in the
   * newest tick and in one of those after that time.
   */
  produceRates(sinceMs: number): (slot: number) => number {
    const newest = this.#ticks.at(-1);
    const begin = this.#ticks.findIndex(({ atMs }) => atMs >= sinceMs);
    const end = Math.min(begin + RATE_TRIES, this.#ticks.length - 1);
    const rates = new Float64Array(this.rows.count).fill(NOT_ASKED);
    return (slot) => {
      const row = this.rows.row(slot);
      if (row < 0 || newest === undefined) return NaN;
      const asked = rates[row]!;
      return asked === NOT_ASKED ? rates[row] = this.#rate(newest, row, begin, end) : asked;
    };
  }

  #rate(newest: Tick, row: number, begin: number, end: number): number {
    if (!this.#knows(newest, row)) return NaN;
    for (let index = begin; index < end; index++) {
      const base = this.#ticks[index]!;
      if (!this.#knows(base, row)) continue;
      const seconds = (this.readAtMs(newest, row) - this.readAtMs(base, row)) / 1000;
      return (newest.ends[row]! - base.ends[row]!) / seconds;
    }
    return NaN;
  }

  #add(tick: Tick): void {
    this.#nextNumber = tick.number + 1;
    this.#ticks = thinTicks([...this.#ticks, tick], tick.atMs, TICK_LIMITS);
  }

  #put(row: number, end: number, ends: Uint32Array): void {
    this.#forgetAbove(row, end);
    if (!this.rows.fits(row, end)) this.#rebase(row, end);
    ends[row] = end - this.rows.base(row);
  }

  #knows(tick: Tick, row: number): boolean {
    const index = tick.timeIndexes[row];
    return index !== undefined && index !== UNREAD && tick.number >= this.rows.since(row);
  }

  /** Index of the first tick in which the log ended beyond the offset; -1 if there is none. */
  #firstAbove(row: number, offset: number): number {
    const above = offset - this.rows.base(row);
    let high = this.#ticks.length - 1;
    while (high >= 0 && !this.#knows(this.#ticks[high]!, row)) high--;
    if (high < 0 || this.#ticks[high]!.ends[row]! <= above) return -1;
    let low = 0;
    // Most groups are not far behind: the ticks before the newest are tried first.
    for (let back = 1; low < high; back = 2 * back) {
      let middle = back > 0 && back <= 4 ? Math.max(low, high - back) : (low + high) >> 1;
      const tried = middle;
      while (middle >= low && !this.#knows(this.#ticks[middle]!, row)) middle--;
      if (middle >= low && this.#ticks[middle]!.ends[row]! > above) high = middle;
      else low = tried + 1;
    }
    return high;
  }

  *#track({ groups, directory }: ClusterSnapshot): Generator<void, void, void> {
    for (const { commits } of groups) {
      for (const slot of commits?.slots ?? []) {
        this.rows.track(slot, directory.slotBirth[slot]!, this.#nextNumber);
      }
      yield;
    }
  }

  #forgetAbove(row: number, end: number): void {
    for (let index = this.#ticks.length - 1; index >= 0; index--) {
      const tick = this.#ticks[index]!;
      if (!this.#knows(tick, row)) continue;
      if (this.end(tick, row) <= end) return;
      tick.timeIndexes[row] = UNREAD;
    }
  }

  #rebase(row: number, end: number): void {
    const before = this.rows.base(row);
    const base = Number.isNaN(before) || end < before ? end : end - REBASE_ROOM;
    for (const tick of this.#ticks) {
      if (!this.#knows(tick, row)) continue;
      const above = before + tick.ends[row]! - base;
      if (above >= 0) tick.ends[row] = above;
      else tick.timeIndexes[row] = UNREAD;
    }
    this.rows.setBase(row, base);
  }
}
