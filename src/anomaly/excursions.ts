import type { BaselineRow } from "./baseline_row.ts";
import { levelDown, levelUp, recentLevelDown, recentLevelUp } from "./blocks.ts";
import { isBusy, noiseDown, noiseUp, SCORE_LIMIT } from "./departure.ts";
import { DOWN, remember, UP } from "./greatest_four.ts";
import { hourOfDay, type Timing } from "./timing.ts";
import type { TopicPolicy } from "./topic_policy.ts";
import { refreshUsual } from "./usual_excursions.ts";

/** Follows departures from the level that last, and remembers how great they were when they end. */
export function rememberExcursions(
  row: BaselineRow,
  { smallestChange }: TopicPolicy,
  times: Timing,
  nowMs: number,
): void {
  const upLimit = SCORE_LIMIT * noiseUp(row, smallestChange);
  const downLimit = SCORE_LIMIT * noiseDown(row, smallestChange);
  if (isBusy(row, times)) {
    const [up, down] = [levelUp(row), levelDown(row)];
    if (up >= upLimit) row.peakUp = Math.max(row.peakUp, up);
    if (down >= downLimit) row.peakDown = Math.max(row.peakDown, down);
  }
  if (row.peakUp > 0 && recentLevelUp(row) < upLimit / 2) {
    remember(row, UP, row.peakUp, hourOfDay(nowMs, times));
    row.peakUp = 0;
    refreshUsual(row, times);
  }
  if (row.peakDown > 0 && recentLevelDown(row) < downLimit / 2) {
    remember(row, DOWN, row.peakDown, hourOfDay(nowMs, times));
    row.peakDown = 0;
    refreshUsual(row, times);
  }
}
