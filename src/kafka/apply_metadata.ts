import { release } from "../runtime/release.ts";
import { ErrorCode } from "./messages/error_codes.ts";
import type { MetadataPartitions, MetadataTopic } from "./messages/metadata.ts";
import type { PartitionTable } from "./partition_table.ts";

/** Topics of one Metadata answer. */
export interface ToldTopics {
  readonly topics: readonly MetadataTopic[];
  readonly partitions: MetadataPartitions;
}

/**
 * Writes leaders, epochs and replicas of the topics into the table; topics that it lacks are
 * skipped. LISTENER_NOT_FOUND means that there is a leader, but not on the listener that was asked.
 * With `onlyNewer`, partitions whose leader epoch is lower than the table's stay as they are. The
 * columns of the answer are released.
 */
export function* applyMetadata(
  table: PartitionTable,
  { topics, partitions }: ToldTopics,
  onlyNewer = false,
): Generator<void, void, void> {
  const { partitionIndexes, errorCodes, leaders, leaderEpochs } = partitions;
  const { replicas, inSyncReplicas, lists } = partitions;
  for (const topic of topics) {
    const entry = topic.name === undefined ? undefined : table.directory.topics.get(topic.name);
    if (entry === undefined || isAnother(entry.topicId, topic.topicId)) continue;
    for (let row = topic.from; row < topic.to; row++) {
      const slot = entry.slots[partitionIndexes[row]!];
      if (slot === undefined) continue;
      if (onlyNewer && leaderEpochs[row]! < table.leaderEpoch(slot)) continue;
      const leader = leaders[row]!;
      const leaderless = Number.isNaN(leader) &&
        errorCodes[row] !== ErrorCode.LISTENER_NOT_FOUND;
      table.setLeader(slot, leader, leaderEpochs[row]!, leaderless);
      table.setReplicas(slot, lists[replicas[row]!]!, lists[inSyncReplicas[row]!]!);
    }
    yield;
  }
  release(partitionIndexes, errorCodes, leaders, leaderEpochs, replicas, inSyncReplicas);
}

/** Whether topic ids, as far as both are known, tell two topics of one name apart. */
export function isAnother(known: string | undefined, told: string | undefined): boolean {
  return known !== undefined && told !== undefined && known !== told;
}
