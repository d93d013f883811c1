import type { LagReport } from "../../model/lag_report.ts";
import type { RuleMemory } from "../rule.ts";
import type { KnownGroups } from "./known_groups.ts";
import { numberOf, rowKey, rowsOf } from "./memory_fields.ts";

/** Messages that were deleted before a group had read them. */
export interface Loss {
  readonly group: string;
  readonly topic: string;
  /** All that was counted when it was last looked. */
  readonly counted: number;
  /** Those of the newest losses: none of them longer ago than an alert is shown. */
  readonly messages: number;
  /** NaN if no loss was seen to happen. */
  readonly lastMs: number;
}

/** Follows the counters of lost messages, of which it remembers those that are not 0. */
export function countLosses(
  report: LagReport,
  known: KnownGroups,
  shownForMs: number,
  nowMs: number,
  memory: RuleMemory | undefined,
): ReadonlyMap<string, Loss> {
  const rows = rowsOf(memory, 2);
  const losses = new Map<string, Loss>();
  for (const row of rows.values()) {
    const loss = toLoss(row);
    // What is not told now may go on later.
    const isUntold = known.lag(loss.group, loss.topic) === "unknown";
    if (isUntold) losses.set(lossKey(loss), loss);
  }
  for (const { groupId: group, topics } of report.groups) {
    for (const { topic, messagesLost } of topics) {
      if (!(messagesLost > 0)) continue;
      const row = rows.get(rowKey(topic, group));
      const unseen = memory === undefined ? messagesLost : 0;
      const before = row === undefined
        ? { group, topic, counted: unseen, messages: 0, lastMs: NaN }
        : toLoss(row);
      losses.set(rowKey(topic, group), afterCount(before, messagesLost, shownForMs, nowMs));
    }
  }
  return losses;
}

function afterCount(before: Loss, counted: number, shownForMs: number, nowMs: number): Loss {
  const more = counted - before.counted;
  // A counter that has become less has begun anew.
  if (!(more > 0)) return { ...before, counted };
  const goesOn = nowMs - before.lastMs < shownForMs;
  return { ...before, counted, messages: goesOn ? before.messages + more : more, lastMs: nowMs };
}

/** As `countLosses` wants it back. */
export function lossesToMemory(losses: ReadonlyMap<string, Loss>): RuleMemory {
  return [...losses.values()].map(({ topic, group, counted, messages, lastMs }) =>
    Number.isNaN(lastMs) ? [topic, group, counted] : [topic, group, counted, messages, lastMs]
  );
}

function toLoss([topic, group, counted, messages = 0, lastMs]: readonly RuleMemory[]): Loss {
  return {
    group: String(group),
    topic: String(topic),
    counted: numberOf(counted),
    messages: numberOf(messages),
    lastMs: numberOf(lastMs),
  };
}

function lossKey({ topic, group }: Loss): string {
  return rowKey(topic, group);
}
