import type { MetadataTopic } from "./messages/metadata.ts";
import type { PartitionTable } from "./partition_table.ts";

/** Writes leaders, epochs and replicas of the topics into the table; topics that it lacks are skipped. */
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
      table.setLeader(slot, partitions.leaders[index]!, partitions.leaderEpochs[index]!);
      table.setReplicas(slot, partitions.replicas[index]!, partitions.inSyncReplicas[index]!);
    }
    yield;
  }
}

function isAnother(known: string | undefined, told: string | undefined): boolean {
  return known !== undefined && told !== undefined && known !== told;
}
