import type { ClusterSnapshot } from "../../model/cluster_snapshot.ts";
import { isOffline, isUnderReplicated, spareInSyncReplicas } from "../../model/partition_health.ts";
import type { Collector, MetricFamily } from "../collector.ts";
import { partitionFamily, type TopicTotal } from "./partition_family.ts";

/** Leaders and replicas of every partition, as Metadata tells them. */
export const partitionReplicas: Collector = {
  name: "partition_replicas",
  families: [
    replicaFamily(
      "kafka_topic_partition_leader",
      "Leader Broker ID of this Topic/Partition",
      ({ partitions }, slot) => partitions.leader[slot]!,
      "nothing",
    ),
    replicaFamily(
      "kafka_topic_partition_replicas",
      "Number of Replicas for this Topic/Partition",
      ({ partitions }, slot) => partitions.replicas[slot]!.length,
    ),
    replicaFamily(
      "kafka_topic_partition_in_sync_replica",
      "Number of In-Sync Replicas for this Topic/Partition",
      ({ partitions }, slot) => partitions.inSyncReplicas[slot]!.length,
    ),
    replicaFamily(
      "kafka_topic_partition_leader_is_preferred",
      "1 if Topic/Partition is using the Preferred Broker",
      ({ partitions }, slot) => flag(partitions.leader[slot] === partitions.replicas[slot]![0]),
    ),
    replicaFamily(
      "kafka_topic_partition_under_replicated_partition",
      "1 if Topic/Partition is under Replicated",
      (snapshot, slot) => flag(isUnderReplicated(snapshot, slot)),
    ),
    replicaFamily(
      "kafka_topic_partition_offline",
      "1 if the partition has no leader, 0 if it has one.",
      (snapshot, slot) => flag(isOffline(snapshot, slot)),
    ),
    replicaFamily(
      "kafka_topic_partition_under_min_isr",
      "1 if fewer replicas are in sync than producers with acks=all need, 0 otherwise.",
      (snapshot, slot, nowMs) => flagOf(spareInSyncReplicas(snapshot, slot, nowMs), (n) => n < 0),
      "known",
    ),
    replicaFamily(
      "kafka_topic_partition_at_min_isr",
      "1 if just as many replicas are in sync as producers with acks=all need, 0 otherwise.",
      (snapshot, slot, nowMs) => flagOf(spareInSyncReplicas(snapshot, slot, nowMs), (n) => n === 0),
      "known",
    ),
    replicaFamily(
      "kafka_topic_partition_reassigning",
      "1 if replicas of the partition are being moved, 0 otherwise.",
      ({ reassignments }, slot) =>
        reassignments === undefined
          ? NaN
          : flag(reassignments.adding.has(slot) || reassignments.removing.has(slot)),
    ),
  ],
};

function flag(holds: boolean): number {
  return holds ? 1 : 0;
}

/** 1 or 0; NaN for NaN. */
function flagOf(value: number, holds: (value: number) => boolean): number {
  return Number.isNaN(value) ? NaN : flag(holds(value));
}

/**
 * A gauge a partition from Metadata. Every partition has replicas, so a partition without any was
 * not in the newest Metadata (its topic is neither listed nor known to be deleted): no sample.
 */
function replicaFamily(
  name: string,
  help: string,
  valueOf: (snapshot: ClusterSnapshot, slot: number, nowMs: number) => number,
  total?: TopicTotal,
): MetricFamily {
  return partitionFamily(
    name,
    help,
    (snapshot, nowMs) => (slot) =>
      snapshot.partitions.replicas[slot]!.length === 0 ? NaN : valueOf(snapshot, slot, nowMs),
    total,
  );
}
