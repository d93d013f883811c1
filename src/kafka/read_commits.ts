import type { GroupCommits } from "../model/group_snapshot.ts";
import type { PartitionDirectoryView } from "../model/partition_directory_view.ts";
import { runSliced } from "../runtime/slices.ts";
import { ErrorCode } from "./messages/error_codes.ts";
import { offsetFetch, type OffsetFetchGroupAnswer } from "./messages/offset_fetch.ts";
import type { ReadContext } from "./read_context.ts";

/** Most commits that one request is meant to bring, to bound the size of an answer. */
const COMMITS_PER_REQUEST = 50_000;

/** First version that takes many groups a request (KIP-709, Kafka 3.0). */
const MANY_GROUPS_VERSION = 8;

/** Commits by group, and the groups whose coordinator is somebody else. */
export interface CommitsReading {
  readonly commits: ReadonlyMap<string, GroupCommits>;
  readonly elsewhere: readonly string[];
}

/**
 * Reads all committed offsets of the groups from their coordinator. Groups that could not be read
 * are absent from the result. `expected` guesses a group's number of commits, from its last reading.
 */
export async function readCommits(
  context: ReadContext,
  brokerId: number,
  groupIds: readonly string[],
  directory: PartitionDirectoryView,
  expected: (groupId: string) => number,
): Promise<CommitsReading> {
  const commits = new Map<string, GroupCommits>();
  const elsewhere: string[] = [];
  const version = context.client.version(brokerId, offsetFetch) ?? MANY_GROUPS_VERSION;
  for (const chunk of chunks(groupIds, version < MANY_GROUPS_VERSION ? undefined : expected)) {
    for (const group of await fetchChunk(context, brokerId, chunk)) {
      const groupId = group.groupId ?? chunk[0]!;
      if (group.errorCode === ErrorCode.NOT_COORDINATOR) elsewhere.push(groupId);
      if (group.errorCode !== ErrorCode.NONE) continue;
      const work = toCommits(group, directory, context.clock.nowMs());
      commits.set(groupId, await runSliced(work, context.signal));
    }
  }
  return { commits, elsewhere };
}

/** Groups in requests of at most so many expected commits; without a guess, one a request. */
function* chunks(
  groupIds: readonly string[],
  expected: ((groupId: string) => number) | undefined,
): Generator<readonly string[], void, void> {
  let chunk: string[] = [];
  let size = 0;
  for (const groupId of groupIds) {
    const more = expected?.(groupId) ?? COMMITS_PER_REQUEST;
    if (chunk.length > 0 && size + more > COMMITS_PER_REQUEST) {
      yield chunk;
      chunk = [];
      size = 0;
    }
    chunk.push(groupId);
    size += more;
  }
  if (chunk.length > 0) yield chunk;
}

async function fetchChunk(
  context: ReadContext,
  brokerId: number,
  groupIds: readonly string[],
): Promise<readonly OffsetFetchGroupAnswer[]> {
  try {
    const request = { groups: groupIds.map((groupId) => ({ groupId })) };
    return (await context.client.send(brokerId, offsetFetch, request, context.signal)).groups;
  } catch (error) {
    context.signal.throwIfAborted();
    context.logger.debug("Commits of some groups could not be read", {
      brokerId,
      groups: groupIds.length,
      error: String(error),
    });
    return [];
  }
}

function* toCommits(
  group: OffsetFetchGroupAnswer,
  directory: PartitionDirectoryView,
  readAtMs: number,
): Generator<void, GroupCommits, void> {
  const slots: number[] = [];
  const offsets: number[] = [];
  const unreadable: number[] = [];
  for (const topic of group.topics) {
    const known = directory.topics.get(topic.name)?.slots;
    for (let index = 0; known !== undefined && index < topic.partitionIndexes.length; index++) {
      const slot = known[topic.partitionIndexes[index]!];
      if (slot === undefined) continue;
      if (topic.errorCodes[index] !== ErrorCode.NONE) unreadable.push(slot);
      else if (!Number.isNaN(topic.committedOffsets[index]!)) {
        slots.push(slot);
        offsets.push(topic.committedOffsets[index]!);
      }
    }
    yield;
  }
  return {
    readAtMs,
    slots: Int32Array.from(slots),
    offsets: Float64Array.from(offsets),
    unreadableSlots: Int32Array.from(unreadable),
  };
}
