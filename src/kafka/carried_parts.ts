import type { ClusterSnapshot } from "../model/cluster_snapshot.ts";
import { isFresh } from "../model/freshness.ts";
import type { BrokerLogDirs } from "../model/log_dirs.ts";
import type { PartitionDirectoryView } from "../model/partition_directory_view.ts";
import type { TopicConfig } from "../model/topic_config.ts";
import { isSameSlot } from "./same_slot.ts";

/** The log directories of the snapshot before that are not too old, on the slots of now. */
export function carriedLogDirs(
  previous: ClusterSnapshot | undefined,
  to: PartitionDirectoryView,
  nowMs: number,
): readonly BrokerLogDirs[] {
  if (previous === undefined) return [];
  const { logDirs, limits, directory } = previous;
  const fresh = logDirs.filter(({ readAtMs }) => isFresh(readAtMs, limits.logDirsMs, nowMs));
  if (directory === to) return fresh;
  const isSame = isSameSlot(directory, to);
  return fresh.map((dirs) => ({
    ...dirs,
    slots: dirs.slots.filter(isSame),
    sizesBytes: dirs.sizesBytes.filter((_, index) => isSame(dirs.slots[index]!)),
  }));
}

/** The settings of the snapshot before that are not too old, of topics that are still the same. */
export function carriedTopicConfigs(
  previous: ClusterSnapshot | undefined,
  to: PartitionDirectoryView,
  nowMs: number,
): ReadonlyMap<string, TopicConfig> {
  if (previous === undefined) return new Map();
  const { topicConfigs, limits, directory } = previous;
  const isKept = ([name, { readAtMs }]: readonly [string, TopicConfig]) => {
    const [before, now] = [directory.topics.get(name), to.topics.get(name)];
    return now !== undefined && before?.topicId === now.topicId &&
      isFresh(readAtMs, limits.topicConfigsMs, nowMs);
  };
  const kept = [...topicConfigs].filter(isKept);
  return kept.length === topicConfigs.size ? topicConfigs : new Map(kept);
}
