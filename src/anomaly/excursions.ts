import type { BaselineRow } from "./baseline_row.ts";
import { rareDown, rareUp, recentRareDown, recentRareUp } from "./blocks.ts";
import { isBusy, noiseDown, noiseUp, SCORE_LIMIT } from "./departure.ts";
import { DOWN, remember, UP } from "./greatest_three.ts";
import type { Timing } from "./timing.ts";
import type { TopicPolicy } from "./topic_policy.ts";
import { refreshUsual } from "./usual_excursions.ts";

/**
 * Follows departures that last, and remembers how great they were when they have ended. What comes
 * in most weeks at this hour is none.
 */
export function rememberExcursions(
  row: BaselineRow,
  { smallestChange }: TopicPolicy,
  times: Timing,
): void {
  const upLimit = SCORE_LIMIT * noiseUp(row, smallestChange);
  const downLimit = SCORE_LIMIT * noiseDown(row, smallestChange);
  if (isBusy(row, times)) {
    const [up, down] = [rareUp(row), rareDown(row)];
    if (up >= upLimit) row.peakUp = Math.max(row.peakUp, up);
    if (down >= downLimit) row.peakDown = Math.max(row.peakDown, down);
  }
  if (row.peakUp > 0 && recentRareUp(row) < upLimit / 2) {
    remember(row, UP, row.peakUp);
    row.peakUp = 0;
    refreshUsual(row, times);
  }
  if (row.peakDown > 0 && recentRareDown(row) < downLimit / 2) {
    remember(row, DOWN, row.peakDown);
    row.peakDown = 0;
    refreshUsual(row, times);
  }
}
