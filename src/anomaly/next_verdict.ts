import type { BaselineRow } from "./baseline_row.ts";
import { lastingDown, lastingUp } from "./blocks.ts";
import { deviationDown, deviationUp, isBusy, SCORE_LIMIT } from "./departure.ts";
import { mayBeSilent } from "./quiet.ts";
import type { Timing } from "./timing.ts";
import type { TopicPolicy } from "./topic_policy.ts";
import { DROP, SILENCE, SPIKE, USUAL } from "./verdicts.ts";

/** At least so many messages must be missing before no message is a silence. */
const MISSING_MESSAGES = 25;

/** What the topic's last readings are, given what they were; one of `verdicts.ts`. */
export function nextVerdict(row: BaselineRow, policy: TopicPolicy, times: Timing): number {
  const { smallestChange } = policy;
  const up = SCORE_LIMIT * deviationUp(row, smallestChange);
  const down = SCORE_LIMIT * deviationDown(row, smallestChange);
  const isJudged = isBusy(row, times);
  if (isJudged && isSilent(row, policy, times)) return SILENCE;
  if (isJudged && lastingDown(row) >= down) {
    const isStillSilent = row.verdict === SILENCE && row.flowMs < 3 * times.blockMs;
    return isStillSilent || row.quietMs >= times.silenceMs ? SILENCE : DROP;
  }
  if (isJudged && lastingUp(row) >= up) return SPIKE;
  return row.calmMs >= times.calmMs ? USUAL : row.verdict;
}

function isSilent(row: BaselineRow, policy: TopicPolicy, times: Timing): boolean {
  const { levelRate, quietMs, usualQuietMs } = row;
  return quietMs >= times.silenceMs && quietMs >= 2 * usualQuietMs &&
    quietMs * levelRate >= 1000 * MISSING_MESSAGES && mayBeSilent(row, policy, times);
}
