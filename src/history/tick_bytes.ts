import type { ByteReader } from "./byte_reader.ts";
import type { ByteWriter } from "./byte_writer.ts";
import { type Tick, UNREAD } from "./tick.ts";

/** Rows between two turns of a sliced loop. */
const A_STEP = 2_048;

/** A tick with offsets themselves: ends by row, NaN where the partition was not read. */
export interface PlainTick {
  readonly number: number;
  readonly atMs: number;
  readonly times: readonly number[];
  /** By row; meaningless where the end is NaN. */
  readonly timeIndexes: Uint8Array;
  readonly ends: Float64Array;
}

/** What is known of each row from the ticks before; a tick is written as what differs from it. */
export class TickBase {
  #ends = new Float64Array(0);
  #timeIndexes = new Uint8Array(0);

  /** Newest end of the row; NaN if none is known. */
  end(row: number): number {
    return this.#ends[row] ?? NaN;
  }

  timeIndex(row: number): number {
    return this.#timeIndexes[row] ?? 0;
  }

  set(row: number, end: number, timeIndex: number): void {
    if (row >= this.#ends.length) this.#grow(row + 1);
    this.#ends[row] = end;
    this.#timeIndexes[row] = timeIndex;
  }

  #grow(least: number): void {
    const [ends, timeIndexes] = [this.#ends, this.#timeIndexes];
    const length = Math.ceil(least * 1.25);
    this.#ends = new Float64Array(length).fill(NaN);
    this.#timeIndexes = new Uint8Array(length);
    this.#ends.set(ends);
    this.#timeIndexes.set(timeIndexes);
  }
}

/**
 * In a column of ends: so many rows follow whose end has not changed; the end was not read; the end
 * went back by what follows. Else by how much it went on, which is by far the most frequent.
 */
const [SAME, NOT_READ, BACK, FORWARD] = [0, 1, 2, 2];

/** Writes a tick as what differs from the base, and takes it into the base; ends are as `PlainTick`'s. */
export function* writeTick(
  writer: ByteWriter,
  tick: Tick,
  end: (row: number) => number,
  base: TickBase,
): Generator<void, void, void> {
  const { number, atMs, times, timeIndexes } = tick;
  writer.varint(number);
  writer.varint(atMs);
  writer.varint(times.length);
  for (const time of times) writer.signed(time - atMs);
  writer.varint(timeIndexes.length);
  yield* writeIndexes(writer, timeIndexes, base);
  let same = 0;
  for (let row = 0; row < timeIndexes.length; row++) {
    if (row % A_STEP === 0) yield;
    const now = end(row);
    const known = base.end(row);
    if (now === known) {
      same++;
      continue;
    }
    same = flushRun(writer, same);
    if (Number.isNaN(now)) {
      writer.byte(NOT_READ);
      continue;
    }
    const step = now - (Number.isNaN(known) ? 0 : known);
    if (step > 0) writer.varint(FORWARD + step);
    else {
      writer.byte(BACK);
      writer.varint(-step);
    }
    base.set(row, now, timeIndexes[row]!);
  }
  flushRun(writer, same);
}

/** Reads a tick that was written against the same base, and takes it into the base. */
export function* readTick(
  reader: ByteReader,
  base: TickBase,
): Generator<void, PlainTick, void> {
  const number = reader.varint();
  const atMs = reader.varint();
  const times = Array.from({ length: reader.count() }, () => atMs + reader.signed());
  const rows = reader.varint();
  const timeIndexes = yield* readIndexes(reader, rows, base);
  const ends = new Float64Array(rows);
  let same = 0;
  for (let row = 0; row < rows; row++) {
    if (row % A_STEP === 0) yield;
    const known = base.end(row);
    if (same === 0) {
      const code = reader.varint();
      if (code === SAME) same = reader.varint();
      else {
        const step = code === BACK ? -reader.varint() : code - FORWARD;
        const end = code === NOT_READ ? NaN : (Number.isNaN(known) ? 0 : known) + step;
        ends[row] = end;
        if (code !== NOT_READ) base.set(row, end, timeIndexes[row]!);
        continue;
      }
    }
    same--;
    ends[row] = known;
  }
  return { number, atMs, times, timeIndexes, ends };
}

/** Leaders answer in much the same order in every cycle: runs that are as in the tick before. */
function* writeIndexes(
  writer: ByteWriter,
  timeIndexes: Uint8Array,
  base: TickBase,
): Generator<void, void, void> {
  let same = 0;
  for (let row = 0; row < timeIndexes.length; row++) {
    if (row % A_STEP === 0) yield;
    const index = timeIndexes[row]!;
    if (index === base.timeIndex(row) || index === UNREAD) {
      same++;
      continue;
    }
    writer.varint(same);
    writer.byte(index);
    base.set(row, base.end(row), index);
    same = 0;
  }
  writer.varint(same);
}

function* readIndexes(
  reader: ByteReader,
  rows: number,
  base: TickBase,
): Generator<void, Uint8Array, void> {
  const indexes = new Uint8Array(rows);
  let same = reader.varint();
  for (let row = 0; row < rows; row++) {
    if (row % A_STEP === 0) yield;
    if (same > 0) {
      same--;
      indexes[row] = base.timeIndex(row);
      continue;
    }
    indexes[row] = reader.byte();
    base.set(row, base.end(row), indexes[row]!);
    same = reader.varint();
  }
  return indexes;
}

/** Both kinds of runs that are broken begin anew. */
function flushRun(writer: ByteWriter, same: number): number {
  if (same > 0) {
    writer.byte(SAME);
    writer.varint(same);
  }
  return 0;
}
