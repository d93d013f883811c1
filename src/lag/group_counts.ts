import { GroupTrack } from "./group_track.ts";
import type { LagMemory } from "./lag_memory.ts";

/** What is counted of a group (topic "") or of a group on a topic; NaN for no epoch. */
export interface GroupCounts {
  readonly groupId: string;
  readonly topic: string;
  readonly messagesLost: number;
  readonly resets: number;
  readonly rebalances: number;
  readonly epoch: number;
}

/** Counts that have changed since this was last asked for. */
export function* changedCounts({ groups }: LagMemory): Generator<void, GroupCounts[], void> {
  const changed: GroupCounts[] = [];
  for (const [groupId, track] of groups) {
    const isSameEpoch = Object.is(track.epoch, track.storedEpoch);
    if (track.rebalances !== track.storedRebalances || !isSameEpoch) {
      const { rebalances, epoch } = track;
      changed.push({ groupId, topic: "", messagesLost: 0, resets: 0, rebalances, epoch });
      track.storedRebalances = rebalances;
      track.storedEpoch = epoch;
    }
    for (const [topic, of] of track.topics) {
      if (of.messagesLost === of.storedLost && of.resets === of.storedResets) continue;
      const { messagesLost, resets } = of;
      changed.push({ groupId, topic, messagesLost, resets, rebalances: 0, epoch: NaN });
      of.storedLost = messagesLost;
      of.storedResets = resets;
    }
    yield;
  }
  return changed;
}

/** Puts stored counts back, so that counters go on from where they were. */
export function restoreCounts(
  { groups }: LagMemory,
  counts: readonly GroupCounts[],
  nowMs: number,
): void {
  for (const { groupId, topic, messagesLost, resets, rebalances, epoch } of counts) {
    let track = groups.get(groupId);
    if (track === undefined) {
      groups.set(groupId, track = new GroupTrack());
      track.seenAtMs = nowMs;
    }
    if (topic === "") {
      track.rebalances = track.storedRebalances = rebalances;
      track.rebalancesWhenDescribed = rebalances;
      track.epoch = track.storedEpoch = epoch;
      continue;
    }
    const of = track.topic(topic);
    of.messagesLost = of.storedLost = messagesLost;
    of.resets = of.storedResets = resets;
  }
}
