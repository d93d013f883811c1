import type { WireWriter } from "../wire/wire_writer.ts";

/** Writes an array of non-null strings. */
export function writeStrings(writer: WireWriter, strings: readonly string[]): void {
  writer.arrayLength(strings.length);
  for (const string of strings) writer.string(string);
}
