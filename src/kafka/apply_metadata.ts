import { ErrorCode } from "./messages/error_codes.ts";
import type { MetadataTopic } from "./messages/metadata.ts";
import type { PartitionTable } from "./partition_table.ts";

/**
 * Writes leaders, epochs and replicas of the topics into the table; topics that it lacks are
 * skipped. LISTENER_NOT_FOUND means that there is a leader, but not on the listener that was asked.
 */
export function* applyMetadata(
  table: PartitionTable,
  topics: readonly MetadataTopic[],
): Generator<void, void, void> {
  for (const topic of topics) {
    const entry = topic.name === undefined ? undefined : table.directory.topics.get(topic.name);
    if (entry === undefined || isAnother(entry.topicId, topic.topicId)) continue;
    const { partitions } = topic;
    for (let index = 0; index < partitions.partitionIndexes.length; index++) {
      const slot = entry.slots[partitions.partitionIndexes[index]!];
      if (slot === undefined) continue;
      const leader = partitions.leaders[index]!;
      const leaderless = Number.isNaN(leader) &&
        partitions.errorCodes[index] !== ErrorCode.LISTENER_NOT_FOUND;
      table.setLeader(slot, leader, partitions.leaderEpochs[index]!, leaderless);
      table.setReplicas(slot, partitions.replicas[index]!, partitions.inSyncReplicas[index]!);
    }
    yield;
  }
}

function isAnother(known: string | undefined, told: string | undefined): boolean {
  return known !== undefined && told !== undefined && known !== told;
}
