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
export function* carriedTopicConfigs(
  previous: ClusterSnapshot | undefined,
  to: PartitionDirectoryView,
  nowMs: number,
): Generator<void, ReadonlyMap<string, TopicConfig>, void> {
  if (previous === undefined) return new Map();
  const { topicConfigs, limits, directory } = previous;
  const gone: string[] = [];
  for (const [name, { readAtMs }] of topicConfigs) {
    const now = to.topics.get(name);
    const isSame = now !== undefined &&
      (directory === to || directory.topics.get(name)?.topicId === now.topicId);
    if (!isSame || !isFresh(readAtMs, limits.topicConfigsMs, nowMs)) gone.push(name);
    yield;
  }
  if (gone.length === 0) return topicConfigs;
  const kept = new Map(topicConfigs);
  for (const name of gone) kept.delete(name);
  return kept;
}
