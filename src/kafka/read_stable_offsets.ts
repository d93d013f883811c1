import type { GroupCommits } from "../model/group_snapshot.ts";
import { runSliced } from "../runtime/slices.ts";
import { planByLeader } from "./leader_plan.ts";
import { ErrorCode } from "./messages/error_codes.ts";
import {
  LATEST_TIMESTAMP,
  listOffsets,
  type ListOffsetsTopicAnswer,
} from "./messages/list_offsets.ts";
import type { PartitionTable } from "./partition_table.ts";
import type { ReadContext } from "./read_context.ts";

/**
 * Counts the records that open transactions hold back, for partitions where it matters: some group
 * has yet to read them, or a transaction was open there before. The last stable offset is read
 * after the high watermark, so what is counted is really held back.
 */
export async function readStableOffsets(
  context: ReadContext,
  table: PartitionTable,
  commits: Iterable<GroupCommits>,
): Promise<void> {
  const slots = await runSliced(slotsToAsk(table, commits), context.signal);
  if (slots.length === 0) return;
  const plans = await runSliced(planByLeader(table, slots), context.signal);
  const reachable = plans.filter((plan) => context.client.isReachable(plan.brokerId));
  await Promise.all(reachable.map(async ({ brokerId, topics }) => {
    const request = {
      isolation: "read_committed" as const,
      timestamp: LATEST_TIMESTAMP,
      topics,
    };
    try {
      const answer = await context.client.send(brokerId, listOffsets, request, context.signal);
      const readAtMs = context.clock.nowMs();
      await runSliced(takeAnswer(table, answer.topics, readAtMs), context.signal);
    } catch (error) {
      context.signal.throwIfAborted();
      context.logger.debug("Last stable offsets of one leader could not be read", {
        brokerId,
        error: String(error),
      });
    }
  }));
}

function* slotsToAsk(
  table: PartitionTable,
  commits: Iterable<GroupCommits>,
): Generator<void, number[], void> {
  const wanted = new Set<number>();
  for (const { slots, offsets } of commits) {
    for (let index = 0; index < slots.length; index++) {
      if (offsets[index]! < table.offset("latest", slots[index]!)) wanted.add(slots[index]!);
    }
    yield;
  }
  for (const topic of table.directory.topics.values()) {
    for (const slot of topic.slots) if (table.unstableRecords(slot) > 0) wanted.add(slot);
    yield;
  }
  return [...wanted];
}

function* takeAnswer(
  table: PartitionTable,
  topics: readonly ListOffsetsTopicAnswer[],
  readAtMs: number,
): Generator<void, void, void> {
  for (const topic of topics) {
    const slots = table.directory.topics.get(topic.name)?.slots;
    for (let index = 0; index < topic.partitionIndexes.length; index++) {
      const slot = slots?.[topic.partitionIndexes[index]!];
      if (slot === undefined || topic.errorCodes[index] !== ErrorCode.NONE) continue;
      const records = table.offset("latest", slot) - topic.offsets[index]!;
      if (!Number.isNaN(records)) table.setUnstable(slot, Math.max(0, records), readAtMs);
    }
    yield;
  }
}
