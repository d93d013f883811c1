import type { ClusterSnapshot } from "../model/cluster_snapshot.ts";
import type { BrokerLogDirs } from "../model/log_dirs.ts";
import type { TopicConfig } from "../model/topic_config.ts";
import { runSliced } from "../runtime/slices.ts";
import { carriedLogDirs, carriedTopicConfigs } from "./carried_parts.ts";
import type { BrokerAddress } from "./cluster_client.ts";
import { lateNodes } from "./older_metadata.ts";
import type { PartitionTable } from "./partition_table.ts";
import type { ReadContext } from "./read_context.ts";
import { readFencedBrokers } from "./read_fenced_brokers.ts";
import type { GroupsReading } from "./read_groups.ts";
import { readLogDirs } from "./read_log_dirs.ts";
import { readStableOffsets } from "./read_stable_offsets.ts";
import { readTopicConfigs } from "./read_topic_configs.ts";
import type { TopicsReading } from "./read_topics.ts";

/** What is read beside offsets and groups: every cycle, or on timers of their own. */
export interface SlowParts {
  /** undefined where brokers do not tell. */
  readonly fenced: readonly BrokerAddress[] | undefined;
  readonly topicConfigs: ReadonlyMap<string, TopicConfig>;
  readonly logDirs: readonly BrokerLogDirs[];
  readonly stableOffsetsAskedAtMs: number;
}

/**
 * Reads these parts side by side. Log directories wait for the second cycle, so that the first is
 * quick and timers of the same length do not fall together.
 */
export async function readSlowParts(
  context: ReadContext,
  table: PartitionTable,
  topics: TopicsReading,
  { commits }: GroupsReading,
  previous: ClusterSnapshot | undefined,
): Promise<SlowParts> {
  const { directory } = table;
  const nowMs = context.clock.nowMs();
  const names = topics.told.flatMap((told) => told.topics.flatMap(({ name }) => name ?? []));
  const dirs = carriedLogDirs(previous, directory, nowMs);
  const configs = await runSliced(carriedTopicConfigs(previous, directory, nowMs), context.signal);
  const [fenced, topicConfigs, logDirs, stableOffsetsAskedAtMs] = await Promise.all([
    readFencedBrokers(context, lateNodes(previous?.quorum)),
    readTopicConfigs(context, names, configs),
    previous === undefined
      ? dirs
      : readLogDirs(context, directory, dirs, topics.brokersWithOffline),
    readStableOffsets(context, table, commits.values(), previous?.stableOffsetsAskedAtMs ?? NaN),
  ]);
  return { fenced, topicConfigs, logDirs, stableOffsetsAskedAtMs };
}
