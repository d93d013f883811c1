import { type Baselines, baselinesOf, copyRow, valuesFor } from "./baselines.ts";
import { rowCursor } from "./baseline_row.ts";
import type { Timing } from "./timing.ts";
import { turnHours } from "./turn_hours.ts";

/**
 * Baselines of all topics of some pages, which may have been stored at different times: all are
 * moved on to the newest hour. Of a topic that is in several, what was seen last counts.
 */
export function* joinPages(
  pages: readonly Baselines[],
  times: Timing,
): Generator<void, Baselines | undefined, void> {
  if (pages.length === 0) return undefined;
  const hour = Math.max(...pages.map((page) => page.hour));
  const newest = new Map<string, { page: Baselines; row: number; seenAtMs: number }>();
  for (const stored of pages) {
    const page = yield* turnHours(stored, hour, times);
    const { row, moveTo } = rowCursor(page.values);
    page.topics.forEach(({ name }, at) => {
      moveTo(at);
      const known = newest.get(name);
      if (known !== undefined && !(row.seenAtMs > known.seenAtMs)) return;
      newest.set(name, { page, row: at, seenAtMs: row.seenAtMs });
    });
  }
  const values = valuesFor(newest.size);
  const rows = [...newest.values()];
  rows.forEach(({ page, row }, to) => copyRow(page.values, row, values, to));
  const topics = rows.map(({ page, row }) => page.topics[row]!);
  return baselinesOf(hour, topics, values, rows.map(({ page, row }) => page.cells[row]!));
}
