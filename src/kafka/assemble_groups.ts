import type { AgeLimits } from "../model/cluster_snapshot.ts";
import { isFresh } from "../model/freshness.ts";
import type { GroupCommits, GroupDescription, GroupSnapshot } from "../model/group_snapshot.ts";
import type { PartitionDirectoryView } from "../model/partition_directory_view.ts";
import type { GroupListing } from "./read_group_lists.ts";
import type { GroupsReading } from "./read_groups.ts";
import { isSameSlot } from "./same_slot.ts";

/** How long a description is used before the group is described again. */
const DESCRIBE_EVERY_MS = 30_000;

/** The groups of the snapshot before, with what is needed to carry their parts on. */
export interface PreviousGroups {
  readonly groups: ReadonlyMap<string, GroupSnapshot>;
  readonly directory: PartitionDirectoryView | undefined;
}

/** Groups to describe now: never described, described long ago, or with another state than before. */
export function* dueForDescription(
  reading: GroupsReading,
  previous: PreviousGroups,
  nowMs: number,
): Generator<void, GroupListing[], void> {
  const due: GroupListing[] = [];
  for (const listing of reading.listings.values()) {
    const before = previous.groups.get(listing.groupId);
    const isDue = before?.description === undefined || before.state !== listing.state ||
      before.type !== listing.type ||
      nowMs - before.description.readAtMs >= DESCRIBE_EVERY_MS;
    if (isDue) due.push(listing);
    yield;
  }
  return due;
}

/**
 * The snapshot's groups: listed ones, and those of the brokers that are excused for not telling.
 * What could not be read is carried from the snapshot before, until it is too old.
 */
export function* assembleGroups(
  reading: GroupsReading,
  described: ReadonlyMap<string, GroupDescription>,
  previous: PreviousGroups,
  directory: PartitionDirectoryView,
  limits: AgeLimits,
  excused: ReadonlySet<number>,
  nowMs: number,
): Generator<void, GroupSnapshot[], void> {
  const carry = (group: GroupSnapshot | undefined) =>
    carriedParts(group, previous.directory, directory, limits, nowMs);
  const groups: GroupSnapshot[] = [];
  for (const listing of reading.listings.values()) {
    const before = carry(previous.groups.get(listing.groupId));
    groups.push({
      ...listing,
      commits: reading.commits.get(listing.groupId) ?? before.commits,
      description: described.get(listing.groupId) ?? before.description,
    });
    yield;
  }
  for (const before of previous.groups.values()) {
    if (reading.listings.has(before.groupId) || !excused.has(before.coordinatorId)) continue;
    groups.push({ ...before, state: undefined, ...carry(before) });
  }
  return groups.sort((a, b) => a.groupId < b.groupId ? -1 : 1);
}

function carriedParts(
  group: GroupSnapshot | undefined,
  from: PartitionDirectoryView | undefined,
  to: PartitionDirectoryView,
  limits: AgeLimits,
  nowMs: number,
): Pick<GroupSnapshot, "commits" | "description"> {
  const { commits, description } = group ?? {};
  return {
    commits: commits && from && isFresh(commits.readAtMs, limits.offsetsMs, nowMs)
      ? commitsIn(commits, from, to)
      : undefined,
    description: isFresh(description?.readAtMs, limits.descriptionsMs, nowMs)
      ? description
      : undefined,
  };
}

/** The commits on slots that still stand for the same partitions. */
function commitsIn(
  commits: GroupCommits,
  from: PartitionDirectoryView,
  to: PartitionDirectoryView,
): GroupCommits {
  if (from === to) return commits;
  const isSame = isSameSlot(from, to);
  return {
    readAtMs: commits.readAtMs,
    slots: commits.slots.filter(isSame),
    offsets: commits.offsets.filter((_, index) => isSame(commits.slots[index]!)),
    ...commits.toldLags === undefined
      ? {}
      : { toldLags: commits.toldLags.filter((_, index) => isSame(commits.slots[index]!)) },
    unreadableSlots: commits.unreadableSlots.filter(isSame),
  };
}
