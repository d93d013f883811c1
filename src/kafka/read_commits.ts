import type { GroupCommits } from "../model/group_snapshot.ts";
import type { PartitionDirectoryView } from "../model/partition_directory_view.ts";
import { release } from "../runtime/release.ts";
import { runSliced } from "../runtime/slices.ts";
import { ErrorCode } from "./messages/error_codes.ts";
import {
  offsetFetch,
  type OffsetFetchAnswer,
  type OffsetFetchGroupAnswer,
} from "./messages/offset_fetch.ts";
import type { ReadContext } from "./read_context.ts";
import { RepeatedColumn } from "./repeated_column.ts";

/** Most commits that one request is meant to bring, to bound the size of an answer. */
const COMMITS_PER_REQUEST = 50_000;
/** Assumed number of commits of a group that was never read. */
const UNKNOWN_COMMITS = 1_000;

/** First version that takes many groups a request (KIP-709, Kafka 3.0). */
const MANY_GROUPS_VERSION = 8;

const NONE = new Int32Array(0);

/** Commits by group, and the groups whose coordinator is somebody else. */
export interface CommitsReading {
  readonly commits: ReadonlyMap<string, GroupCommits>;
  readonly elsewhere: readonly string[];
}

/** What is known of a group's commits from its last reading. */
export type KnownCommits = (groupId: string) => GroupCommits | undefined;

/**
 * Reads all committed offsets of the groups from their coordinator. Groups that could not be read
 * are absent from the result. Arrays in which nothing has changed are those of the last reading.
 */
export async function readCommits(
  context: ReadContext,
  brokerId: number,
  groupIds: readonly string[],
  directory: PartitionDirectoryView,
  known: KnownCommits,
): Promise<CommitsReading> {
  const commits = new Map<string, GroupCommits>();
  const elsewhere: string[] = [];
  const version = context.client.version(brokerId, offsetFetch) ?? MANY_GROUPS_VERSION;
  const expected = (groupId: string) => known(groupId)?.slots.length ?? UNKNOWN_COMMITS;
  for (const chunk of chunks(groupIds, version < MANY_GROUPS_VERSION ? undefined : expected)) {
    const answer = await fetchChunk(context, brokerId, chunk);
    if (answer === undefined) continue;
    const readAtMs = context.clock.nowMs();
    for (const group of answer.groups) {
      const groupId = group.groupId ?? chunk[0]!;
      if (group.errorCode === ErrorCode.NOT_COORDINATOR) elsewhere.push(groupId);
      if (group.errorCode !== ErrorCode.NONE) continue;
      const work = toCommits(group, answer, directory, known(groupId), readAtMs);
      commits.set(groupId, await runSliced(work, context.signal));
    }
    release(answer.partitionIndexes, answer.errorCodes, answer.committedOffsets);
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
): Promise<OffsetFetchAnswer | undefined> {
  try {
    const request = { groups: groupIds.map((groupId) => ({ groupId })) };
    return await context.client.send(brokerId, offsetFetch, request, context.signal);
  } catch (error) {
    context.signal.throwIfAborted();
    context.logger.debug("Commits of some groups could not be read", {
      brokerId,
      groups: groupIds.length,
      error: String(error),
    });
    return undefined;
  }
}

function* toCommits(
  { topics }: OffsetFetchGroupAnswer,
  { partitionIndexes, errorCodes, committedOffsets }: OffsetFetchAnswer,
  directory: PartitionDirectoryView,
  known: GroupCommits | undefined,
  readAtMs: number,
): Generator<void, GroupCommits, void> {
  const most = topics.reduce((sum, { from, to }) => sum + to - from, 0);
  const slots = new RepeatedColumn(known?.slots, () => new Int32Array(most));
  const offsets = new RepeatedColumn(known?.offsets, () => new Float64Array(most));
  const unreadable: number[] = [];
  for (const { name, from, to } of topics) {
    const ofTopic = directory.topics.get(name)?.slots;
    for (let row = from; ofTopic !== undefined && row < to; row++) {
      const slot = ofTopic[partitionIndexes[row]!];
      if (slot === undefined) continue;
      if (errorCodes[row] !== ErrorCode.NONE) unreadable.push(slot);
      else if (!Number.isNaN(committedOffsets[row])) {
        slots.push(slot);
        offsets.push(committedOffsets[row]!);
      }
    }
    yield;
  }
  return {
    readAtMs,
    slots: slots.finish(),
    offsets: offsets.finish(),
    unreadableSlots: unreadable.length === 0 ? NONE : Int32Array.from(unreadable),
  };
}
