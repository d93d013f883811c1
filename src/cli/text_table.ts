import stringWidth from "string-width";
import type { Paint } from "./paint.ts";

/** A column of a table of things. */
export interface Column<T> {
  readonly head: string;
  /** Already printable. */
  readonly text: (row: T) => string;
  /** Numbers are right. */
  readonly align?: "right";
  readonly paint?: (row: T) => Paint | undefined;
  /** May be cut in the middle, down to so many characters. */
  readonly least?: number;
  /** Left out where there is no room; of several, those with the highest number first. */
  readonly dispensable?: number;
}

const GAP = "  ";
const CUT = "…";

/**
 * The rows as lines of a table with heads, at most `width` characters wide where that is possible:
 * first dispensable columns go, then long texts are cut.
 */
export function textTable<T>(
  columns: readonly Column<T>[],
  rows: readonly T[],
  width: number,
): string[] {
  const cells = columns.map(({ text }) => rows.map(text));
  const natural = columns.map(({ head }, index) =>
    Math.max(stringWidth(head), ...cells[index]!.map((cell) => stringWidth(cell)))
  );
  const chosen = choose(columns, natural, width);
  const widths = shrink(
    chosen.map((index) => ({
      width: natural[index]!,
      least: Math.min(columns[index]!.least ?? Infinity, natural[index]!),
    })),
    width,
  );
  const line = (
    cellOf: (index: number) => string,
    paintOf?: (index: number) => Paint | undefined,
  ) =>
    chosen.map((index, place) => {
      const text = fitted(cellOf(index), widths[place]!, columns[index]!.align);
      return paintOf?.(index)?.(text) ?? text;
    }).join(GAP).trimEnd();
  return [
    line((index) => columns[index]!.head),
    ...rows.map((row, at) =>
      line((index) => cells[index]![at]!, (index) => columns[index]!.paint?.(row))
    ),
  ];
}

/** The indexes of the columns for which there is room, if those that may be cut are. */
function choose<T>(
  columns: readonly Column<T>[],
  natural: readonly number[],
  width: number,
): number[] {
  let chosen = columns.map((_, index) => index);
  const leastWidth = () =>
    GAP.length * (chosen.length - 1) +
    chosen.reduce(
      (sum, index) => sum + Math.min(columns[index]!.least ?? Infinity, natural[index]!),
      0,
    );
  while (leastWidth() > width) {
    const ranks = chosen.map((index) => columns[index]!.dispensable ?? 0);
    const most = Math.max(...ranks);
    if (most === 0) break;
    chosen = chosen.filter((index) => columns[index]!.dispensable !== most);
  }
  return chosen;
}

/** Takes from the widest that may be cut until all fit. */
function shrink(
  columns: readonly { readonly width: number; readonly least: number }[],
  width: number,
): number[] {
  const widths = columns.map((column) => column.width);
  let over = widths.reduce((sum, each) => sum + each + GAP.length, -GAP.length) - width;
  while (over > 0) {
    const room = widths.map((each, index) => each - columns[index]!.least);
    const widest = room.indexOf(Math.max(...room));
    if (!(room[widest]! > 0)) break;
    widths[widest]!--;
    over--;
  }
  return widths;
}

/** The text padded to the width, or cut in its middle: names differ at both ends. */
function fitted(text: string, width: number, align: "right" | undefined): string {
  const cut = stringWidth(text) <= width ? text : cutMiddle(text, width);
  const padding = " ".repeat(Math.max(0, width - stringWidth(cut)));
  return align === "right" ? padding + cut : cut + padding;
}

function cutMiddle(text: string, width: number): string {
  const graphemes = [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment);
  let [head, tail] = ["", ""];
  while (graphemes.length > 0) {
    const atHead = stringWidth(head) <= stringWidth(tail);
    const next = atHead ? graphemes.shift()! : graphemes.pop()!;
    if (stringWidth(head + tail + next) > width - 1) break;
    if (atHead) head += next;
    else tail = next + tail;
  }
  return head + CUT + tail;
}
