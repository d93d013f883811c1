import type { ClusterSnapshot } from "../../model/cluster_snapshot.ts";
import type { Collector, MetricFamily } from "../collector.ts";
import { partitionFamily } from "./partition_family.ts";

/** Leaders and replicas of every partition, as Metadata tells them. */
export const partitionReplicas: Collector = {
  name: "partition_replicas",
  families: [
    replicaFamily(
      "kafka_topic_partition_leader",
      "Leader Broker ID of this Topic/Partition",
      ({ leader }, slot) => leader[slot]!,
    ),
    replicaFamily(
      "kafka_topic_partition_replicas",
      "Number of Replicas for this Topic/Partition",
      ({ replicas }, slot) => replicas[slot]!.length,
    ),
    replicaFamily(
      "kafka_topic_partition_in_sync_replica",
      "Number of In-Sync Replicas for this Topic/Partition",
      ({ inSyncReplicas }, slot) => inSyncReplicas[slot]!.length,
    ),
    replicaFamily(
      "kafka_topic_partition_leader_is_preferred",
      "1 if Topic/Partition is using the Preferred Broker",
      ({ leader, replicas }, slot) => leader[slot] === replicas[slot]![0] ? 1 : 0,
    ),
    replicaFamily(
      "kafka_topic_partition_under_replicated_partition",
      "1 if Topic/Partition is under Replicated",
      ({ replicas, inSyncReplicas }, slot) =>
        inSyncReplicas[slot]!.length < replicas[slot]!.length ? 1 : 0,
    ),
    replicaFamily(
      "kafka_topic_partition_offline",
      "1 if the partition has no leader, 0 if it has one.",
      ({ leader }, slot) => Number.isNaN(leader[slot]) ? 1 : 0,
    ),
  ],
};

/**
 * A gauge a partition from Metadata. Every partition has replicas, so a partition without any was
 * not in the newest Metadata (its topic is neither listed nor known to be deleted): no sample.
 */
function replicaFamily(
  name: string,
  help: string,
  valueOf: (partitions: ClusterSnapshot["partitions"], slot: number) => number,
): MetricFamily {
  return partitionFamily(
    name,
    help,
    ({ partitions }) => (slot) =>
      partitions.replicas[slot]!.length === 0 ? NaN : valueOf(partitions, slot),
  );
}
