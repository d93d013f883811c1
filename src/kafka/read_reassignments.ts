import type { PartitionDirectoryView } from "../model/partition_directory_view.ts";
import type { Reassignments } from "../model/reassignments.ts";
import { ErrorCode, errorName } from "./messages/error_codes.ts";
import {
  listPartitionReassignments,
  type ListPartitionReassignmentsAnswer,
} from "./messages/list_partition_reassignments.ts";
import type { ReadContext } from "./read_context.ts";
import { isZookeeper } from "./read_quorum.ts";

/**
 * Asks the controller for the reassignments that run. In ZooKeeper mode brokers do not pass the
 * request on: `controllerId` is the broker to ask. undefined if it could not be told.
 */
export async function readReassignments(
  context: ReadContext,
  directory: PartitionDirectoryView,
  controllerId: number,
): Promise<Reassignments | undefined> {
  try {
    const answer = await ask(context, controllerId);
    if (answer.errorCode === ErrorCode.NONE) {
      return toReassignments(answer, directory, context.clock.nowMs());
    }
    context.logger.debug("Reassignments were not told", { error: errorName(answer.errorCode) });
  } catch (error) {
    context.signal.throwIfAborted();
    context.logger.debug("Reassignments could not be read", { error: String(error) });
  }
  return undefined;
}

async function ask(
  context: ReadContext,
  controllerId: number,
): Promise<ListPartitionReassignmentsAnswer> {
  const { client, signal } = context;
  const request = { topics: undefined };
  return isZookeeper(context)
    ? await client.send(controllerId, listPartitionReassignments, request, signal)
    : await client.sendToController(listPartitionReassignments, request, signal);
}

function toReassignments(
  { topics }: ListPartitionReassignmentsAnswer,
  directory: PartitionDirectoryView,
  readAtMs: number,
): Reassignments {
  const adding = new Map<number, readonly number[]>();
  const removing = new Map<number, readonly number[]>();
  for (const topic of topics) {
    const slots = directory.topics.get(topic.name)?.slots;
    for (const partition of topic.partitions) {
      const slot = slots?.[partition.partitionIndex];
      if (slot === undefined) continue;
      if (partition.addingReplicas.length > 0) adding.set(slot, [...partition.addingReplicas]);
      if (partition.removingReplicas.length > 0) {
        removing.set(slot, [...partition.removingReplicas]);
      }
    }
  }
  return { readAtMs, adding, removing };
}
