import type { GroupSnapshot } from "../../model/group_snapshot.ts";
import { namePattern } from "../../runtime/name_pattern.ts";
import type { KnownLag } from "./known_groups.ts";

/**
 * Whom a lag concerns. `nobody`: the members do not read the topic. `nobody new`: it is not known
 * whether anybody waits for it, so that an alert neither begins nor ends. `few`: info at most.
 */
export type LagConcern = "all" | "few" | "nobody new" | "nobody";

/** Tells it of the group that the snapshot has for the lag. */
export function lagConcern(
  { group, topic }: KnownLag,
  snapshotGroup: GroupSnapshot | undefined,
): LagConcern {
  const isRead = group.flags.includes("unsubscribed")
    ? isSubscribed(snapshotGroup, topic.topic)
    : true;
  if (isRead !== true) return isRead === undefined ? "nobody new" : "nobody";
  // A group without members that was not seen to move yet may have been left behind long ago.
  if (topic.status === "unknown" && hasNoMembers(snapshotGroup)) return "nobody new";
  if (topic.status !== "stopped" && topic.status !== "stalled") return "all";
  return topic.severity === 0 ? "nobody new" : topic.severity === 1 ? "few" : "all";
}

/** undefined while it is not known, as in a rebalance. */
function isSubscribed(group: GroupSnapshot | undefined, topic: string): boolean | undefined {
  const subscription = group?.description?.subscription;
  if (subscription === undefined) return undefined;
  return subscription.topics.has(topic) ||
    subscription.patterns.some((pattern) => namePattern(pattern)(topic));
}

function hasNoMembers(group: GroupSnapshot | undefined): boolean {
  const state = group?.state ?? group?.description?.state;
  return state === "Empty" || state === "Dead";
}
