/** In place of the index of a read time: the partition was not read in this tick. */
export const UNREAD = 255;

/** The ends of logs as one cycle read them, over the rows of the history. */
export interface Tick {
  /** Counts ticks, so that a row can tell since which one it stands for its partition. */
  readonly number: number;
  /** When the cycle began, milliseconds since the epoch. */
  readonly atMs: number;
  /** The times at which leaders answered, milliseconds since the epoch; at most UNREAD of them. */
  readonly times: readonly number[];
  /** By row: index into `times`, or UNREAD. */
  readonly timeIndexes: Uint8Array;
  /** By row: end of the log less the row's base. */
  readonly ends: Uint32Array;
}

/** Finds the few distinct read times of a tick. */
export class ReadTimes {
  readonly times: number[] = [];
  readonly #indexes = new Map<number, number>();
  #latest = NaN;
  #latestIndex = UNREAD;

  /** Index of the time. Beyond so many, those left over are as good as the latest. */
  indexOf(timeMs: number): number {
    if (timeMs === this.#latest) return this.#latestIndex;
    let index = this.#indexes.get(timeMs);
    if (index === undefined) {
      index = Math.min(this.times.length, UNREAD - 1);
      if (index === this.times.length) this.times.push(timeMs);
      this.#indexes.set(timeMs, index);
    }
    this.#latest = timeMs;
    this.#latestIndex = index;
    return index;
  }
}
