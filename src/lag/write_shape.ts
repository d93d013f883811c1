import type { ByteReader } from "../history/byte_reader.ts";
import type { ByteWriter } from "../history/byte_writer.ts";

/** Writes the partitions of a group's commits, as rows of the history. */
export function writeShape(
  writer: ByteWriter,
  slots: Int32Array,
  rowOf: (slot: number) => number,
): void {
  writer.varint(slots.length);
  let before = 0;
  for (const slot of slots) {
    const row = rowOf(slot);
    writer.signed(row - before);
    before = row;
  }
}

/** Reads what `writeShape` wrote. */
export function readShape(reader: ByteReader): Int32Array {
  const rows = new Int32Array(reader.count());
  let before = 0;
  for (let index = 0; index < rows.length; index++) rows[index] = before += reader.signed();
  return rows;
}
