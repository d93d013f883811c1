import { LAG_STATUSES } from "../model/lag_report.ts";
import { runAtOnce } from "../runtime/slices.ts";
import { GAPS_KEPT } from "./usual_gap.ts";

/** Samples kept of each commit. */
export const SAMPLES = 8;
/** Entries that are filled between two turns. */
const A_STEP = 65_536;
/** Columns of 64 bits, the values a commit of those of 32, and columns of 8. */
const DOUBLES = 7;
const FLOATS = [1, GAPS_KEPT, SAMPLES, SAMPLES, SAMPLES];
const BYTES = 8;

/** Memory for the columns, in the order of the constructor. */
interface Made {
  readonly doubles: Float64Array[];
  readonly floats: Float32Array[];
  readonly bytes: Uint8Array[];
}

/**
 * What is remembered of each commit, one entry a commit, those of a group next to each other;
 * columns of several values a commit have these next to each other. Times in milliseconds since the
 * epoch, NaN for never.
 */
export class CommitColumns {
  static readonly NONE: CommitColumns = runAtOnce(CommitColumns.blank(0));
  readonly length: number;
  /** Newest committed offset; NaN for one that was never read. */
  readonly committed: Float64Array;
  /** When the offset was first read as it is now. */
  readonly movedAtMs: Float64Array;
  /** The offset that the commit went back from and has not come to again; NaN if there is none. */
  readonly rewoundFrom: Float64Array;
  /** Up to where deleted records have been counted as lost, or were gone at first; NaN for nowhere. */
  readonly lostUpTo: Float64Array;
  /** Lag in seconds when it was last judged. */
  readonly lagSeconds: Float32Array;
  /** Longest gaps between moves while there was something to read, in milliseconds. */
  readonly gaps: Float32Array;
  /** 1 once the commit was seen to go forward, until it goes back. */
  readonly moved: Uint8Array;
  /** Readings in a row in which the log began after the commit, or ended before it; up to 255. */
  readonly belowStart: Uint8Array;
  readonly beyondEnd: Uint8Array;
  /** 1 while the newest offset is what was stored last. */
  readonly isStored: Uint8Array;
  /** 1 from when the topic was created anew until the commit moves. */
  readonly otherTopic: Uint8Array;
  /**
   * Index of the status that holds, unknown until there is another; of the one that would follow it,
   * and since when it would.
   */
  readonly status: Uint8Array;
  readonly nextStatus: Uint8Array;
  readonly nextSinceMs: Float64Array;
  /** When the newest sample was taken, and where the commit was. */
  readonly sampledAtMs: Float64Array;
  readonly sampledOffset: Float64Array;
  /**
   * Samples in a ring, taken when the commit moved: milliseconds and messages since the sample
   * before, and the lag that was left. Beyond 2^24 (4.6 hours), differences are right to 7 digits.
   */
  readonly sampleGapMs: Float32Array;
  readonly sampleStep: Float32Array;
  readonly sampleLag: Float32Array;
  /** The newest is at (count - 1) modulo SAMPLES; from SAMPLES on, the ring is full. */
  readonly sampleCount: Uint8Array;

  /**
   * Columns for so many commits of which nothing is known. They may be large, so step by step: the
   * memory of a column comes with its own step, since a garbage collection may come with it.
   */
  static *blank(length: number): Generator<void, CommitColumns, void> {
    const made: Made = { doubles: [], floats: [], bytes: [] };
    for (let n = 0; n < DOUBLES; n++) {
      made.doubles.push(new Float64Array(length));
      yield;
    }
    for (const width of FLOATS) {
      made.floats.push(new Float32Array(length * width));
      yield;
    }
    for (let n = 0; n < BYTES; n++) made.bytes.push(new Uint8Array(length));
    yield;
    const blank = new CommitColumns(length, made);
    const { committed, movedAtMs, rewoundFrom, lostUpTo, lagSeconds } = blank;
    const unknown = [committed, movedAtMs, rewoundFrom, lostUpTo, lagSeconds];
    for (const column of unknown) {
      for (let from = 0; from < length; from += A_STEP) {
        column.fill(NaN, from, from + A_STEP);
        yield;
      }
    }
    return blank;
  }

  private constructor(length: number, { doubles, floats, bytes }: Made) {
    this.length = length;
    this.committed = doubles[0]!;
    this.movedAtMs = doubles[1]!;
    this.rewoundFrom = doubles[2]!;
    this.lostUpTo = doubles[3]!;
    this.nextSinceMs = doubles[4]!;
    this.sampledAtMs = doubles[5]!;
    this.sampledOffset = doubles[6]!;
    this.lagSeconds = floats[0]!;
    this.gaps = floats[1]!;
    this.sampleGapMs = floats[2]!;
    this.sampleStep = floats[3]!;
    this.sampleLag = floats[4]!;
    this.moved = bytes[0]!;
    this.belowStart = bytes[1]!;
    this.beyondEnd = bytes[2]!;
    this.isStored = bytes[3]!;
    this.otherTopic = bytes[4]!;
    this.status = bytes[5]!.fill(LAG_STATUSES.indexOf("unknown"));
    this.nextStatus = bytes[6]!;
    this.sampleCount = bytes[7]!;
  }

  /** Takes over the entries of so many commits, as they lie next to each other. */
  take(from: CommitColumns, fromIndex: number, toIndex: number, count: number): void {
    const theirs = from.#columns();
    this.#columns().forEach(([column, width], which) => {
      const source = theirs[which]![0].subarray(fromIndex * width, (fromIndex + count) * width);
      column.set(source, toIndex * width);
    });
  }

  #columns(): readonly (readonly [Float64Array | Float32Array | Uint8Array, number])[] {
    return [
      [this.committed, 1],
      [this.movedAtMs, 1],
      [this.rewoundFrom, 1],
      [this.lostUpTo, 1],
      [this.lagSeconds, 1],
      [this.gaps, GAPS_KEPT],
      [this.moved, 1],
      [this.belowStart, 1],
      [this.beyondEnd, 1],
      [this.isStored, 1],
      [this.otherTopic, 1],
      [this.status, 1],
      [this.nextStatus, 1],
      [this.nextSinceMs, 1],
      [this.sampledAtMs, 1],
      [this.sampledOffset, 1],
      [this.sampleGapMs, SAMPLES],
      [this.sampleStep, SAMPLES],
      [this.sampleLag, SAMPLES],
      [this.sampleCount, 1],
    ];
  }
}
