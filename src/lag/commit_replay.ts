import type { WrittenBracket } from "../history/offset_history.ts";
import { CONTINUOUS_INTERVALS } from "./commit_observer.ts";
import { dropSamples, takeSample } from "./commit_samples.ts";
import { gravity } from "./judge_commit.ts";
import type { LagMemory } from "./lag_memory.ts";
import { blankReading, observeCommit } from "./observe_commit.ts";

/** Takes stored readings of commits into their rows, so that the same is learned from them again. */
export class CommitReplay {
  readonly #memory: LagMemory;
  readonly #intervalMs: number;
  readonly #reading = blankReading();
  readonly #found: WrittenBracket = { afterMs: NaN, beforeMs: NaN, atMs: NaN };
  #windowMs = NaN;

  constructor(memory: LagMemory, intervalMs: number) {
    this.#memory = memory;
    this.#intervalMs = intervalMs;
  }

  /** What follows was read of one group, in one cycle. */
  begin(previousReadAtMs: number, readAtMs: number, windowMs: number): void {
    const reading = this.#reading;
    reading.previousReadAtMs = previousReadAtMs;
    reading.readAtMs = readAtMs;
    const sinceMs = readAtMs - previousReadAtMs;
    reading.isContinuous = sinceMs <= CONTINUOUS_INTERVALS * this.#intervalMs;
    this.#windowMs = windowMs;
  }

  /** `end` is the log's; NaN if it was not read in the same cycle. */
  take(row: number, slot: number, offset: number, end: number): void {
    const { columns } = this.#memory.rows;
    const reading = this.#reading;
    const { readAtMs, previousReadAtMs } = reading;
    reading.offset = offset;
    reading.end = end;
    columns.lagSeconds[row] = this.#ageSeconds(slot, columns.committed[row]!, previousReadAtMs);
    const movement = observeCommit(columns, row, reading);
    if (movement === "none") return;
    // The status in the key is as old as that: what has moved since does not stand still.
    if (columns.status[row]! >= gravity("stopped")) columns.status[row] = gravity("ok");
    if (movement === "back") dropSamples(columns, row);
    const lagSeconds = movement === "back" ? NaN : this.#ageSeconds(slot, offset, readAtMs);
    takeSample(columns, row, readAtMs, lagSeconds, this.#windowMs);
  }

  /** Of the record at the offset, by the ticks so far; 0 if it was not there yet, NaN if not known. */
  #ageSeconds(slot: number, offset: number, atMs: number): number {
    const isKnown = slot >= 0 && this.#memory.history.find(slot, offset, this.#found);
    return isKnown ? Math.max(0, atMs - this.#found.atMs) / 1000 : NaN;
  }
}
