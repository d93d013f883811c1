import type { ClusterSnapshot } from "../model/cluster_snapshot.ts";
import type { ClusterChanges, PartitionCountChange, Truncation } from "../model/cluster_changes.ts";
import type { TopicEntry } from "../model/partition_directory_view.ts";

const A_STEP = 1024;

/** Compares two snapshots; nothing has changed before the first. */
export function* clusterChanges(
  previous: ClusterSnapshot | undefined,
  next: ClusterSnapshot,
): Generator<void, ClusterChanges, void> {
  const topics = previous === undefined ? NO_TOPICS : topicChanges(previous, next);
  return {
    ...topics,
    truncations: previous === undefined ? [] : yield* findTruncations(previous, next),
    groupsGone: next.goneGroups,
    coordinatorsMoved: previous === undefined ? [] : coordinatorsMoved(previous, next),
  };
}

type TopicChanges = Pick<ClusterChanges, "created" | "deleted" | "grown" | "recreated">;

const NO_TOPICS: TopicChanges = { created: [], deleted: [], grown: [], recreated: [] };

function topicChanges(previous: ClusterSnapshot, next: ClusterSnapshot): TopicChanges {
  const before = previous.directory;
  const now = next.directory;
  if (before === now) return NO_TOPICS;
  const created: string[] = [];
  const grown: PartitionCountChange[] = [];
  const recreated: PartitionCountChange[] = [];
  for (const topic of now.topics.values()) {
    const known = before.topics.get(topic.name);
    if (known === undefined) created.push(topic.name);
    if (known === undefined || known === topic) continue;
    const change = { topic: topic.name, from: known.slots.length, to: topic.slots.length };
    if (isAnother(known, topic, previous, next)) recreated.push(change);
    else if (change.to > change.from) grown.push(change);
  }
  const deleted = [...before.topics.keys()].filter((name) => !now.topics.has(name));
  return { created, deleted, grown, recreated };
}

/** The directory gives the same topic the same slots, and another topic new ones. */
function isAnother(
  known: TopicEntry,
  topic: TopicEntry,
  previous: ClusterSnapshot,
  next: ClusterSnapshot,
): boolean {
  const [before, now] = [known.slots[0], topic.slots[0]];
  if (before === undefined || now === undefined) return false;
  return before !== now || previous.directory.slotBirth[before] !== next.directory.slotBirth[now];
}

function* findTruncations(
  previous: ClusterSnapshot,
  next: ClusterSnapshot,
): Generator<void, Truncation[], void> {
  const found: Truncation[] = [];
  const before = previous.partitions.latestOffset;
  const now = next.partitions.latestOffset;
  const [births, newBirths] = [previous.directory.slotBirth, next.directory.slotBirth];
  const shared = Math.min(previous.directory.capacity, next.directory.capacity);
  for (let slot = 0; slot < shared; slot++) {
    if (slot % A_STEP === 0) yield;
    const fromOffset = before[slot]!;
    const toOffset = now[slot]!;
    if (!(toOffset < fromOffset)) continue;
    const topic = next.directory.slotTopic[slot];
    if (topic === undefined || births[slot] !== newBirths[slot]) continue;
    const partition = next.directory.slotPartition[slot]!;
    found.push({ topic: topic.name, partition, slot, fromOffset, toOffset });
  }
  return found;
}

/** Both lists of groups are sorted by id. */
function coordinatorsMoved(previous: ClusterSnapshot, next: ClusterSnapshot) {
  // While a group moves, neither broker may list it.
  const missing = new Map(
    previous.missingGroups.map((group) => [group.groupId, group.coordinatorId]),
  );
  const moved: { groupId: string; from: number; to: number }[] = [];
  let at = 0;
  for (const { groupId, coordinatorId: to } of next.groups) {
    while (at < previous.groups.length && previous.groups[at]!.groupId < groupId) at++;
    const listed = previous.groups[at];
    const from = listed?.groupId === groupId ? listed.coordinatorId : missing.get(groupId);
    if (from !== undefined && from !== to) moved.push({ groupId, from, to });
  }
  return moved;
}
