import type { GroupMember, GroupSnapshot } from "../model/group_snapshot.ts";
import type { GroupTrack } from "./group_track.ts";

/** States of classic groups between two settled ones. */
const REBALANCING: ReadonlySet<string> = new Set(["PreparingRebalance", "CompletingRebalance"]);

/**
 * Counts the rebalances since the group was seen before, ahead of its description being taken in.
 * Types with epochs tell them exactly. Of classic groups those count that were seen under way, and
 * those unseen that left other members behind.
 */
export function countRebalances(track: GroupTrack, group: GroupSnapshot): void {
  const { description, state } = group;
  if (description !== undefined && !Number.isNaN(description.epoch)) {
    if (description.epoch > track.epoch) track.rebalances += description.epoch - track.epoch;
    track.epoch = description.epoch;
    return;
  }
  const isRebalancing = REBALANCING.has(state ?? description?.state ?? "");
  if (isRebalancing && !track.isRebalancing) track.rebalances++;
  track.isRebalancing = isRebalancing;
  if (description?.state !== "Stable" || description.readAtMs === track.describedAtMs) return;
  const hash = hashOf(description.members);
  const isOther = !Number.isNaN(track.membersHash) && track.membersHash !== hash;
  if (isOther && track.rebalances === track.rebalancesWhenDescribed) track.rebalances++;
  track.membersHash = hash;
  track.rebalancesWhenDescribed = track.rebalances;
}

/** The same for the same members in any order. */
function hashOf(members: readonly GroupMember[]): number {
  let sum = 0;
  for (const { memberId } of members) {
    let hash = 0x811c9dc5;
    for (let at = 0; at < memberId.length; at++) {
      hash = Math.imul(hash ^ memberId.charCodeAt(at), 0x01000193);
    }
    sum = (sum + hash) | 0;
  }
  return sum;
}
