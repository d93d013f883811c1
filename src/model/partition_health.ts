import type { ClusterSnapshot } from "./cluster_snapshot.ts";
import { isFresh } from "./freshness.ts";
import type { TopicEntry } from "./partition_directory_view.ts";

/**
 * How many replicas the partition is meant to have: those that a running reassignment adds do not
 * count, as in Kafka's own UnderReplicated. NaN if the partition was not in the newest Metadata.
 */
export function replicationFactor(snapshot: ClusterSnapshot, slot: number): number {
  const replicas = snapshot.partitions.replicas[slot];
  if (replicas === undefined || replicas.length === 0) return NaN;
  const adding = snapshot.reassignments?.adding.get(slot);
  if (adding === undefined) return replicas.length;
  return replicas.reduce((count, id) => adding.includes(id) ? count : count + 1, 0);
}

/**
 * Whether the newest Metadata had the topic. One that is known and not told is neither known to be
 * deleted nor to be read: the user may not describe it any more, or brokers contradict each other.
 */
export function isTold({ partitions }: ClusterSnapshot, { slots }: TopicEntry): boolean {
  // Every partition has replicas.
  return slots.length > 0 && (partitions.replicas[slots[0]!] ?? []).length > 0;
}

/** Whether the cluster says that nobody leads the partition. */
export function isOffline({ partitions }: ClusterSnapshot, slot: number): boolean {
  return partitions.leaderless[slot] === 1;
}

/** Whether fewer replicas are in sync than the partition is meant to have. */
export function isUnderReplicated(snapshot: ClusterSnapshot, slot: number): boolean {
  const inSync = snapshot.partitions.inSyncReplicas[slot] ?? [];
  return inSync.length < replicationFactor(snapshot, slot);
}

/**
 * In-sync replicas beyond the least that producers with acks=all need: negative where they are
 * refused, 0 where one more failure does it. That least is `min.insync.replicas`, or the
 * replication factor if that is smaller. NaN without a leader and where a part is not known.
 */
export function spareInSyncReplicas(
  snapshot: ClusterSnapshot,
  slot: number,
  nowMs: number,
): number {
  const topic = snapshot.directory.slotTopic[slot];
  const config = snapshot.topicConfigs.get(topic?.name ?? "");
  if (!isFresh(config?.readAtMs, snapshot.limits.topicConfigsMs, nowMs)) return NaN;
  if (isOffline(snapshot, slot)) return NaN;
  const least = Math.min(config?.minInSyncReplicas ?? NaN, replicationFactor(snapshot, slot));
  return (snapshot.partitions.inSyncReplicas[slot] ?? []).length - least;
}
