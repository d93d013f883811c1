import { printable } from "../runtime/printable.ts";

/** A name as pages show it: what would hide or turn text is written out, and none is said. */
export function nameText(name: string): string {
  return name === "" ? "(no name)" : printable(name);
}
