import type { GroupCommits } from "../model/group_snapshot.ts";
import { release } from "../runtime/release.ts";
import { runSliced } from "../runtime/slices.ts";
import { planByLeader } from "./leader_plan.ts";
import { ErrorCode } from "./messages/error_codes.ts";
import { LATEST_TIMESTAMP, listOffsets, type ListOffsetsAnswer } from "./messages/list_offsets.ts";
import type { PartitionTable } from "./partition_table.ts";
import type { ReadContext } from "./read_context.ts";

/** How often partitions are asked about that some group has yet to read. */
const READ_EVERY_MS = 30_000;
/** A cycle may begin so much early: two intervals of 15 s must not become three. */
const EARLY_MS = 1_000;
const A_STEP = 1024;

/**
 * Counts the records that open transactions hold back, for partitions where it matters: in every
 * cycle where a transaction was open before, so that one that stays open is told in time, and every
 * 30 s where some group has yet to read. Gives when the latter were last asked about.
 */
export async function readStableOffsets(
  context: ReadContext,
  table: PartitionTable,
  commits: Iterable<GroupCommits>,
  askedAtMs: number,
): Promise<number> {
  const nowMs = context.clock.nowMs();
  const isDue = !(nowMs - askedAtMs < READ_EVERY_MS - EARLY_MS);
  await readFrom(context, table, isDue ? commits : []);
  return isDue ? nowMs : askedAtMs;
}

/** The last stable offset is read after the high watermark, so what is counted is held back. */
async function readFrom(
  context: ReadContext,
  table: PartitionTable,
  commits: Iterable<GroupCommits>,
): Promise<void> {
  const slots = await runSliced(slotsToAsk(table, commits), context.signal);
  if (slots.length === 0) return;
  const plans = await runSliced(planByLeader(table, slots), context.signal);
  const reachable = plans.filter((plan) => context.client.isReachable(plan.brokerId));
  await Promise.all(reachable.map(async ({ brokerId, ...partitions }) => {
    const request = {
      isolation: "read_committed" as const,
      timestamp: LATEST_TIMESTAMP,
      ...partitions,
    };
    try {
      const answer = await context.client.send(brokerId, listOffsets, request, context.signal);
      const readAtMs = context.clock.nowMs();
      await runSliced(takeAnswer(table, answer, readAtMs), context.signal);
      release(answer.partitionIndexes, answer.errorCodes, answer.offsets);
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
  const wanted = new Uint8Array(table.directory.capacity);
  for (const { slots, offsets } of commits) {
    for (let index = 0; index < slots.length; index++) {
      const slot = slots[index]!;
      if (offsets[index]! < table.offset("latest", slot)) wanted[slot] = 1;
    }
    yield;
  }
  const slots: number[] = [];
  for (let slot = 0; slot < wanted.length; slot++) {
    if (wanted[slot] === 1 || table.unstableRecords(slot) > 0) slots.push(slot);
    if (slot % A_STEP === 0) yield;
  }
  return slots;
}

function* takeAnswer(
  table: PartitionTable,
  { topics, partitionIndexes, errorCodes, offsets }: ListOffsetsAnswer,
  readAtMs: number,
): Generator<void, void, void> {
  for (const { name, from, to } of topics) {
    const slots = table.directory.topics.get(name)?.slots;
    for (let row = from; row < to; row++) {
      const slot = slots?.[partitionIndexes[row]!];
      if (slot === undefined || errorCodes[row] !== ErrorCode.NONE) continue;
      const records = table.offset("latest", slot) - offsets[row]!;
      if (!Number.isNaN(records)) table.setUnstable(slot, Math.max(0, records), readAtMs);
    }
    yield;
  }
}
