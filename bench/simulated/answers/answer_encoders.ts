import type { AnswerEncoder } from "./answer_encoder.ts";
import { consumerGroupDescribe } from "./consumer_group_describe.ts";
import { describeCluster } from "./describe_cluster.ts";
import { describeConfigs } from "./describe_configs.ts";
import { describeGroups } from "./describe_groups.ts";
import { describeLogDirs } from "./describe_log_dirs.ts";
import { describeQuorum } from "./describe_quorum.ts";
import { findCoordinator } from "./find_coordinator.ts";
import { listGroups } from "./list_groups.ts";
import { listOffsets } from "./list_offsets.ts";
import { listPartitionReassignments } from "./list_partition_reassignments.ts";
import { metadata } from "./metadata.ts";
import { offsetFetch } from "./offset_fetch.ts";

/** Every API that simulated brokers speak, besides ApiVersions. */
export const answerEncoders: readonly AnswerEncoder[] = [
  metadata,
  listOffsets,
  offsetFetch,
  listGroups,
  findCoordinator,
  describeGroups,
  consumerGroupDescribe,
  describeQuorum,
  describeCluster,
  describeConfigs,
  describeLogDirs,
  listPartitionReassignments,
];
