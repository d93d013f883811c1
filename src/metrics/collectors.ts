import type { Collector } from "./collector.ts";
import { brokers } from "./collectors/brokers.ts";
import { clusterInfo } from "./collectors/cluster_info.ts";
import { groupLag } from "./collectors/group_lag.ts";
import { groupOffsets } from "./collectors/group_offsets.ts";
import { groups } from "./collectors/groups.ts";
import { partReads } from "./collectors/part_reads.ts";
import { partitionOffsets } from "./collectors/partition_offsets.ts";
import { partitionReplicas } from "./collectors/partition_replicas.ts";
import { reachability } from "./collectors/reachability.ts";
import { topics } from "./collectors/topics.ts";
import { up } from "./collectors/up.ts";

/** What the exporter port serves of a cluster, in the order of the exposition. */
export const exporterCollectors: readonly Collector[] = [
  up,
  clusterInfo,
  brokers,
  reachability,
  topics,
  partitionOffsets,
  partitionReplicas,
  groups,
  groupOffsets,
  groupLag,
  partReads,
];
