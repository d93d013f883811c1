import type { GroupLag, GroupTopicLag } from "../../model/lag_report.ts";
import type { Level } from "../rule.ts";
import type { GroupParts } from "./group_parts.ts";
import type { LagLevels } from "./lag_levels.ts";
import { levelOf } from "./level_of.ts";

/** A lag against its levels. Where parts of it are not known, the numbers are the least it can be. */
export interface JudgedLag {
  readonly level: Level;
  readonly seconds: number;
  readonly messages: number;
}

/** What is known of a quantity that is added up, or is the greatest, over partitions. */
interface AtLeast {
  readonly value: number;
  /** Whether it is known of every partition that has a leader. */
  readonly isAll: boolean;
}

/** Judges a lag by its age; by its messages, where they have a level or the age is not known. */
export function judgeLag(
  group: GroupLag,
  topic: GroupTopicLag,
  parts: GroupParts,
  levels: LagLevels,
): JudgedLag {
  const isWhole = !Number.isNaN(topic.maxLagSeconds) && !Number.isNaN(topic.sumLag);
  const led = isWhole ? [] : parts.of(topic.topic);
  const seconds = atLeast(topic.maxLagSeconds, led, group.lagSeconds, (a, b) => Math.max(a, b));
  const messages = atLeast(topic.sumLag, led, group.lag, (a, b) => a + b);
  const bySeconds = levelAtLeast(seconds, levels.seconds);
  const byTime = bySeconds === "unknown" ? instead(messages, levels) : bySeconds;
  const level = gravest(byTime, levelAtLeast(messages, levels.messages));
  return { level, seconds: seconds.value, messages: messages.value };
}

/** From a column, at the indexes, if the whole is not known. */
function atLeast(
  whole: number,
  indexes: readonly number[],
  column: Float64Array,
  join: (a: number, b: number) => number,
): AtLeast {
  if (!Number.isNaN(whole)) return { value: whole, isAll: true };
  let [value, known] = [NaN, 0];
  for (const index of indexes) {
    const part = column[index]!;
    if (Number.isNaN(part)) continue;
    value = known === 0 ? part : join(value, part);
    known++;
  }
  return { value, isAll: known > 0 && known === indexes.length };
}

function levelAtLeast({ value, isAll }: AtLeast, at: number): Level {
  if (at === Infinity) return "clear";
  return isAll || value >= at ? levelOf(value, at) : "unknown";
}

function instead(messages: AtLeast, { messagesIfTimeUnknown }: LagLevels): Level {
  if (messages.value >= messagesIfTimeUnknown) return "firing";
  return messages.isAll && messages.value === 0 ? "clear" : "unknown";
}

/** What is not known weighs more than what is known not to fire. */
function gravest(...levels: readonly Level[]): Level {
  const order = ["firing", "unknown", "between"] as const;
  return order.find((each) => levels.includes(each)) ?? "clear";
}
