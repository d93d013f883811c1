import type { GroupCommits } from "../model/group_snapshot.ts";
import type { PartitionDirectoryView } from "../model/partition_directory_view.ts";
import {
  describeShareGroupOffsets,
  type ShareGroupOffsets,
} from "./messages/describe_share_group_offsets.ts";
import { ErrorCode } from "./messages/error_codes.ts";
import type { CommitsReading } from "./read_commits.ts";
import type { ReadContext } from "./read_context.ts";

/**
 * Reads how far share groups are from their coordinator: their start offsets take the place of
 * commits, with the lag that the broker tells. Groups that could not be read are absent. The coordinator asks the broker
 * that keeps the groups' state, and waits for it where it is away.
 */
export async function readShareOffsets(
  context: ReadContext,
  brokerId: number,
  groupIds: readonly string[],
  directory: PartitionDirectoryView,
): Promise<CommitsReading> {
  const commits = new Map<string, GroupCommits>();
  const elsewhere: string[] = [];
  const isKnown = context.client.version(brokerId, describeShareGroupOffsets) !== undefined;
  if (groupIds.length === 0 || !isKnown) return { commits, elsewhere };
  try {
    const answer = await context.client
      .sendAside(brokerId, describeShareGroupOffsets, { groupIds }, context.signal);
    const readAtMs = context.clock.nowMs();
    for (const group of answer.groups) {
      if (group.errorCode === ErrorCode.NOT_COORDINATOR) elsewhere.push(group.groupId);
      if (group.errorCode !== ErrorCode.NONE) continue;
      commits.set(group.groupId, toCommits(group, directory, readAtMs));
    }
  } catch (error) {
    context.signal.throwIfAborted();
    context.logger.debug("Offsets of share groups could not be read", {
      brokerId,
      groups: groupIds.length,
      error: String(error),
    });
  }
  return { commits, elsewhere };
}

function toCommits(
  { topics }: ShareGroupOffsets,
  directory: PartitionDirectoryView,
  readAtMs: number,
): GroupCommits {
  const read: { slot: number; offset: number; lag: number }[] = [];
  const unreadable: number[] = [];
  for (const topic of topics) {
    const slots = directory.topics.get(topic.name)?.slots;
    for (const { partitionIndex, startOffset, lag, errorCode } of topic.partitions) {
      const slot = slots?.[partitionIndex];
      if (slot === undefined) continue;
      if (errorCode !== ErrorCode.NONE) unreadable.push(slot);
      else if (!Number.isNaN(startOffset)) read.push({ slot, offset: startOffset, lag });
    }
  }
  return {
    readAtMs,
    slots: Int32Array.from(read, ({ slot }) => slot),
    offsets: Float64Array.from(read, ({ offset }) => offset),
    toldLags: Float64Array.from(read, ({ lag }) => lag),
    unreadableSlots: Int32Array.from(unreadable),
  };
}
