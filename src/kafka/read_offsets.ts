import { release } from "../runtime/release.ts";
import { runSliced } from "../runtime/slices.ts";
import { ErrorCode } from "./messages/error_codes.ts";
import {
  EARLIEST_TIMESTAMP,
  LATEST_TIMESTAMP,
  listOffsets,
  type ListOffsetsAnswer,
} from "./messages/list_offsets.ts";
import { type LeaderPlan, planByLeader } from "./leader_plan.ts";
import type { LogEnd, PartitionTable } from "./partition_table.ts";
import type { ReadContext } from "./read_context.ts";
import { refreshLeaders } from "./refresh_leaders.ts";

/** Errors after which the partition is asked once more, at the leader that fresh Metadata names. */
const ASK_AGAIN: ReadonlySet<number> = new Set([
  ErrorCode.NOT_LEADER_OR_FOLLOWER,
  ErrorCode.FENCED_LEADER_EPOCH,
  ErrorCode.UNKNOWN_LEADER_EPOCH,
  ErrorCode.OFFSET_NOT_AVAILABLE,
  ErrorCode.KAFKA_STORAGE_ERROR,
]);

const TIMESTAMP: Record<LogEnd, number> = {
  earliest: EARLIEST_TIMESTAMP,
  latest: LATEST_TIMESTAMP,
};

/**
 * Reads one end of every partition's log into the table, one request a leader. Partitions whose
 * leader does not answer keep what the table carries for them.
 */
export async function readOffsets(
  context: ReadContext,
  end: LogEnd,
  table: PartitionTable,
  plans: readonly LeaderPlan[],
): Promise<void> {
  const again = await askLeaders(context, end, table, plans);
  if (again.length === 0) return;
  await refreshLeaders(context, table, again);
  const plansAgain = await runSliced(planByLeader(table, again), context.signal);
  await askLeaders(context, end, table, plansAgain);
}

/** Returns the slots that are worth asking for once more. */
async function askLeaders(
  context: ReadContext,
  end: LogEnd,
  table: PartitionTable,
  plans: readonly LeaderPlan[],
): Promise<number[]> {
  const reachable = plans.filter((plan) => context.client.isReachable(plan.brokerId));
  const again = await Promise.all(
    reachable.map((plan) => askLeader(context, end, table, plan)),
  );
  return again.flat();
}

async function askLeader(
  context: ReadContext,
  end: LogEnd,
  table: PartitionTable,
  plan: LeaderPlan,
): Promise<number[]> {
  try {
    const { brokerId, ...partitions } = plan;
    const request = {
      isolation: "read_uncommitted" as const,
      timestamp: TIMESTAMP[end],
      ...partitions,
    };
    const answer = await context.client.send(brokerId, listOffsets, request, context.signal);
    const readAtMs = context.clock.nowMs();
    const again = await runSliced(takeAnswer(table, end, answer, readAtMs), context.signal);
    release(answer.partitionIndexes, answer.errorCodes, answer.offsets);
    return again;
  } catch (error) {
    context.signal.throwIfAborted();
    context.logger.debug("Offsets of one leader could not be read", {
      end,
      brokerId: plan.brokerId,
      error: String(error),
    });
    return [];
  }
}

function* takeAnswer(
  table: PartitionTable,
  end: LogEnd,
  { topics, partitionIndexes, errorCodes, offsets }: ListOffsetsAnswer,
  readAtMs: number,
): Generator<void, number[], void> {
  const again: number[] = [];
  for (const { name, from, to } of topics) {
    const slots = table.directory.topics.get(name)?.slots;
    for (let row = from; row < to; row++) {
      const slot = slots?.[partitionIndexes[row]!];
      if (slot === undefined) continue;
      const errorCode = errorCodes[row]!;
      if (errorCode === ErrorCode.NONE) table.setOffset(end, slot, offsets[row]!, readAtMs);
      else if (ASK_AGAIN.has(errorCode)) again.push(slot);
    }
    yield;
  }
  return again;
}
