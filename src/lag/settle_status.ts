import { LAG_STATUSES, type LagStatus } from "../model/lag_report.ts";
import type { CommitColumns } from "./commit_columns.ts";
import { gravity } from "./judge_commit.ts";

/** How long a change must last before it is believed, in milliseconds. */
export interface Patience {
  readonly worseMs: number;
  readonly betterMs: number;
}

/** In place of the status that would follow: a worse one is believed at once, after a restart. */
export const ANY_WORSE = 255;

/**
 * The status that holds after one more judgement: another one must last, longer if it is better.
 * That nothing is known is believed at once, and what held before is remembered meanwhile.
 */
export function settleStatus(
  columns: CommitColumns,
  row: number,
  judged: LagStatus,
  nowMs: number,
  { worseMs, betterMs }: Patience,
): LagStatus {
  if (judged === "unknown") return judged;
  const settled = LAG_STATUSES[columns.status[row]!]!;
  const next = gravity(judged);
  if (judged === settled) {
    columns.nextStatus[row] = next;
    return settled;
  }
  const isWorse = next > columns.status[row]!;
  const isForeseen = isWorse && columns.nextStatus[row] === ANY_WORSE;
  const isFirst = settled === "unknown" && judged === "ok";
  const patienceMs = isForeseen || isFirst ? 0 : isWorse ? worseMs : betterMs;
  if (columns.nextStatus[row] !== next) {
    columns.nextStatus[row] = next;
    columns.nextSinceMs[row] = nowMs;
  }
  if (nowMs - columns.nextSinceMs[row]! < patienceMs) return settled;
  columns.status[row] = next;
  return judged;
}
