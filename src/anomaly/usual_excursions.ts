import type { BaselineRow } from "./baseline_row.ts";
import { DOWN, greatestOf, QUIET, turnWeek, UP } from "./greatest_four.ts";
import type { Timing } from "./timing.ts";

/**
 * Settles which excursions count as usual: what was reached at four hours of the day, in this week
 * and the last. While the topic is not known for two weeks, once is enough.
 */
export function refreshUsual(row: BaselineRow, times: Timing): void {
  const rank = row.knownMs < times.newTopicMs ? 0 : 3;
  row.usualUp = greatestOf(row, UP, rank);
  row.usualDown = greatestOf(row, DOWN, rank);
  row.usualQuietMs = greatestOf(row, QUIET, rank);
}

/** Begins another week of excursions. */
export function turnWeeks(row: BaselineRow, weeks: number): void {
  for (const four of weeks > 0 ? [UP, DOWN, QUIET] : []) {
    turnWeek(row, four);
    if (weeks > 1) turnWeek(row, four);
  }
}
