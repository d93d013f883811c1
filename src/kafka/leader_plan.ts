import type { ListOffsetsTopicRequest } from "./messages/list_offsets.ts";
import type { PartitionTable } from "./partition_table.ts";

/** What is asked of one leader: the partitions that it leads, topic by topic. */
export interface LeaderPlan {
  readonly brokerId: number;
  readonly topics: readonly ListOffsetsTopicRequest[];
}

/**
 * Sorts partitions by leader: those of the given slots, or all. Leaderless ones are left out, and
 * no partition is named twice (the broker refuses such a request).
 */
export function* planByLeader(
  table: PartitionTable,
  only?: readonly number[],
): Generator<void, LeaderPlan[], void> {
  const wanted = only && new Set(only);
  const topicsOf = new Map<number, ListOffsetsTopicRequest[]>();
  for (const topic of table.directory.topics.values()) {
    for (const [leader, slots] of slotsByLeader(table, topic.slots, wanted)) {
      const partitionIndexes = Int32Array.from(
        slots,
        (slot) => table.directory.slotPartition[slot]!,
      );
      const leaderEpochs = Float64Array.from(slots, (slot) => table.leaderEpoch(slot));
      let topics = topicsOf.get(leader);
      if (topics === undefined) topicsOf.set(leader, topics = []);
      topics.push({ name: topic.name, partitionIndexes, leaderEpochs });
    }
    yield;
  }
  return [...topicsOf].map(([brokerId, topics]) => ({ brokerId, topics }));
}

function slotsByLeader(
  table: PartitionTable,
  slots: Int32Array,
  wanted: ReadonlySet<number> | undefined,
): Map<number, number[]> {
  const found = new Map<number, number[]>();
  for (const slot of slots) {
    const leader = table.leader(slot);
    if (Number.isNaN(leader) || wanted?.has(slot) === false) continue;
    const ofLeader = found.get(leader);
    if (ofLeader === undefined) found.set(leader, [slot]);
    else ofLeader.push(slot);
  }
  return found;
}
