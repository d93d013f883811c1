/**
 * A topic of a message. Its partitions are the rows from `from` up to, but not with, `to` in the
 * message's columns: short arrays of each topic's own would be most of the program's garbage.
 */
export interface TopicRows {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

type Column = Uint8Array | Int16Array | Int32Array | Float64Array;

/** The column, or a longer one with its values, that has at least so many rows. */
export function withRoom<T extends Column>(column: T, rows: number): T {
  if (rows <= column.length) return column;
  const length = Math.max(rows, Math.ceil(column.length * 1.5));
  const larger = new (column.constructor as new (length: number) => T)(length);
  larger.set(column);
  return larger;
}
