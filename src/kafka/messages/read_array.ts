import type { WireReader } from "../wire/wire_reader.ts";

/** Items that may be read between two turns of a sliced decoder. */
export const ITEMS_PER_SLICE = 256;

/** Reads an array of small items; `minItemBytes` is the least that one takes. */
export function* readArray<T>(
  reader: WireReader,
  minItemBytes: number,
  readItem: () => T,
): Generator<void, T[], void> {
  const items: T[] = [];
  const length = reader.arrayLength(minItemBytes);
  for (let i = 1; i <= length; i++) {
    items.push(readItem());
    if (i % ITEMS_PER_SLICE === 0) yield;
  }
  return items;
}

/** Reads an array of items that are long themselves, with a turn after each. */
export function* readArrayOfLong<T>(
  reader: WireReader,
  minItemBytes: number,
  readItem: () => Generator<void, T, void>,
): Generator<void, T[], void> {
  const items: T[] = [];
  for (let left = reader.arrayLength(minItemBytes); left > 0; left--) {
    items.push(yield* readItem());
    yield;
  }
  return items;
}

/** Reads an array of int32. */
export function readInt32Array(reader: WireReader): Int32Array {
  const items = new Int32Array(reader.arrayLength(4));
  for (let i = 0; i < items.length; i++) items[i] = reader.int32();
  return items;
}

/** Reads an array of non-null strings. */
export function readStrings(reader: WireReader): string[] {
  return Array.from({ length: reader.arrayLength(1) }, () => reader.string());
}
