import { BASELINE_WIDTH } from "./baseline_fields.ts";
import { type Baselines, baselinesOf } from "./baselines.ts";
import { rowCursor } from "./baseline_row.ts";
import { CELL_BYTES } from "./hour_cells.ts";
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
  const values = new Float64Array(newest.size * BASELINE_WIDTH);
  const cells = new Uint8Array(newest.size * CELL_BYTES);
  const topics = [...newest.values()].map(({ page, row }, to) => {
    const [width, bytes] = [BASELINE_WIDTH, CELL_BYTES];
    values.set(page.values.subarray(row * width, (row + 1) * width), to * width);
    cells.set(page.cells.subarray(row * bytes, (row + 1) * bytes), to * bytes);
    return page.topics[row]!;
  });
  return baselinesOf(hour, topics, values, cells);
}
