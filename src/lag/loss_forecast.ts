import type { ClusterSnapshot } from "../model/cluster_snapshot.ts";
import type { TopicConfig } from "../model/topic_config.ts";

/** What retention needs to know of a partition that a group has not read to its end. */
export interface UnreadFacts {
  /** Age of the oldest unread record. */
  readonly lagSeconds: number;
  readonly lag: number;
  /** Messages in the log. */
  readonly records: number;
  /** Bytes of the leader's log; NaN where not known. */
  readonly sizeBytes: number;
  /** Messages a second. */
  readonly produceRate: number;
}

/**
 * Seconds until retention may delete the oldest unread record if the group reads nothing meanwhile:
 * by its age, and by how long the records after it take to fill the size that is kept. Kafka deletes
 * whole segments, so it may stay longer. NaN where nothing limits it or a part is not known.
 */
export function secondsUntilLoss(facts: UnreadFacts, config: TopicConfig | undefined): number {
  if (!(facts.lag > 0) || config?.cleanupPolicy?.includes("delete") !== true) return NaN;
  const byAge = finite(config.retentionMs / 1000 - facts.lagSeconds);
  const recordBytes = facts.sizeBytes / facts.records;
  const bySize = finite((config.retentionBytes / recordBytes - facts.lag) / facts.produceRate);
  return Math.max(0, Number.isNaN(byAge) ? bySize : bySize < byAge ? bySize : byAge);
}

/** Sizes of leaders' logs where the topic keeps only so many bytes; read with the log directories. */
export function* leaderSizes(
  snapshot: ClusterSnapshot,
): Generator<void, Map<number, number>, void> {
  const sizes = new Map<number, number>();
  const { topicConfigs, logDirs, directory, partitions } = snapshot;
  const isLimited = (topic: string) => (topicConfigs.get(topic)?.retentionBytes ?? NaN) < Infinity;
  if (![...topicConfigs.keys()].some(isLimited)) return sizes;
  for (const { brokerId, slots, sizesBytes } of logDirs) {
    for (let index = 0; index < slots.length; index++) {
      if (index % 1024 === 0) yield;
      const slot = slots[index]!;
      const topic = directory.slotTopic[slot];
      if (partitions.leader[slot] !== brokerId || topic === undefined) continue;
      if (isLimited(topic.name)) sizes.set(slot, sizesBytes[index]!);
    }
  }
  return sizes;
}

function finite(value: number): number {
  return Number.isFinite(value) ? value : NaN;
}
