import type { Collector } from "./collector.ts";
import { brokers } from "./collectors/brokers.ts";
import { clusterInfo } from "./collectors/cluster_info.ts";
import { groupLag } from "./collectors/group_lag.ts";
import { groupMembers } from "./collectors/group_members.ts";
import { groupOffsets } from "./collectors/group_offsets.ts";
import { groups } from "./collectors/groups.ts";
import { jvms } from "./collectors/jvms.ts";
import { logDirs } from "./collectors/log_dirs.ts";
import { partReads } from "./collectors/part_reads.ts";
import { partitionOffsets } from "./collectors/partition_offsets.ts";
import { partitionReplicas } from "./collectors/partition_replicas.ts";
import { partitionSizes } from "./collectors/partition_sizes.ts";
import { quorum } from "./collectors/quorum.ts";
import { reachability } from "./collectors/reachability.ts";
import { topicChanges } from "./collectors/topic_changes.ts";
import { topicConfigs } from "./collectors/topic_configs.ts";
import { topicSizes } from "./collectors/topic_sizes.ts";
import { topics } from "./collectors/topics.ts";
import { unstableOffsets } from "./collectors/unstable_offsets.ts";
import { up } from "./collectors/up.ts";
import { atGranularity } from "./granularity.ts";
import type { Granularity } from "./settings.ts";

/** Which collectors of many series are on, and how fine their series are. */
export interface CollectorChoice {
  readonly granularity: Granularity;
  /** `kafka_topic_partition_size_bytes`. */
  readonly partitionSizes: boolean;
  /** `kafka_consumergroup_member_info`. */
  readonly memberInfo: boolean;
}

/** What the exporter port serves of a cluster, in the order of the exposition. */
export function exporterCollectors(choice: CollectorChoice): readonly Collector[] {
  const collectors = [
    up,
    clusterInfo,
    brokers,
    reachability,
    quorum,
    logDirs,
    jvms,
    topics,
    topicConfigs,
    topicSizes,
    topicChanges,
    partitionOffsets,
    partitionReplicas,
    unstableOffsets,
    ...choice.partitionSizes ? [partitionSizes] : [],
    groups,
    ...choice.memberInfo ? [groupMembers] : [],
    groupOffsets,
    groupLag,
    partReads,
  ];
  return atGranularity(collectors, choice.granularity);
}
