import type { ClusterSnapshot } from "./cluster_snapshot.ts";
import { isFresh } from "./freshness.ts";
import type { GroupDescription, GroupSnapshot } from "./group_snapshot.ts";
import type { BrokerLogDirs } from "./log_dirs.ts";
import type { QuorumSnapshot } from "./quorum_snapshot.ts";
import type { TopicConfig } from "./topic_config.ts";

/** The group's description if it is young enough. */
export function freshDescription(
  { description }: GroupSnapshot,
  { limits }: ClusterSnapshot,
  nowMs: number,
): GroupDescription | undefined {
  return isFresh(description?.readAtMs, limits.descriptionsMs, nowMs) ? description : undefined;
}

/** One end of a partition's log; NaN where it was not read recently. */
export function freshOffset(
  { partitions, limits }: ClusterSnapshot,
  end: "earliest" | "latest",
  slot: number,
  nowMs: number,
): number {
  const isKnown = isFresh(partitions[`${end}ReadAtMs`][slot], limits.offsetsMs, nowMs);
  return isKnown ? partitions[`${end}Offset`][slot]! : NaN;
}

/** The topic's settings if they are young enough. */
export function freshConfig(
  { topicConfigs, limits }: ClusterSnapshot,
  topic: string,
  nowMs: number,
): TopicConfig | undefined {
  const config = topicConfigs.get(topic);
  return isFresh(config?.readAtMs, limits.topicConfigsMs, nowMs) ? config : undefined;
}

/** The brokers' log directories that are young enough. */
export function freshLogDirs(
  { logDirs, limits }: ClusterSnapshot,
  nowMs: number,
): readonly BrokerLogDirs[] {
  return logDirs.filter(({ readAtMs }) => isFresh(readAtMs, limits.logDirsMs, nowMs));
}

/** The KRaft quorum if it is young enough. */
export function freshQuorum(
  { quorum, limits }: ClusterSnapshot,
  nowMs: number,
): QuorumSnapshot | undefined {
  return isFresh(quorum?.readAtMs, limits.offsetsMs, nowMs) ? quorum : undefined;
}
