import type { GroupCommits } from "../model/group_snapshot.ts";
import type { PartitionDirectoryView } from "../model/partition_directory_view.ts";
import type { CommitRows } from "./commit_rows.ts";
import type { GroupTrack } from "./group_track.ts";

/** Whether the group's rows stand for these commits, one for one. */
export function isAligned(
  track: GroupTrack,
  { slots }: GroupCommits,
  directory: PartitionDirectoryView,
): boolean {
  if (track.slots.length !== slots.length || track.directory === undefined) return false;
  const isSame = track.directory === directory;
  // Commits on the same partitions as before come in the same array.
  if (isSame && track.slots === slots) return true;
  const births = track.directory.slotBirth;
  for (let index = 0; index < slots.length; index++) {
    const slot = slots[index]!;
    if (track.slots[index] !== slot) return false;
    if (!isSame && births[slot] !== directory.slotBirth[slot]) return false;
  }
  return true;
}

/**
 * Gives the group rows for these commits, for which there must be room. What is remembered of a
 * partition goes with it. A commit that stands where it stood before its topic was deleted and
 * created again is of the old topic: that counts as a reset.
 */
export function alignGroup(
  track: GroupTrack,
  { slots, offsets }: GroupCommits,
  directory: PartitionDirectoryView,
  rows: CommitRows,
): void {
  const { same, recreated } = knownRows(track, directory);
  const first = rows.allocate(slots.length);
  const { columns } = rows;
  for (let index = 0; index < slots.length;) {
    const row = same.get(slots[index]!);
    if (row === undefined) {
      const old = recreated.size === 0
        ? undefined
        : recreated.get(nameOf(directory, slots[index]!));
      if (old !== undefined && columns.committed[old] === offsets[index]) {
        columns.otherTopic[first + index] = 1;
        track.topic(directory.slotTopic[slots[index]!]!.name).resets++;
      }
      index++;
      continue;
    }
    let count = 1;
    while (same.get(slots[index + count] ?? -1) === row + count) count++;
    columns.take(columns, row, first + index, count);
    index += count;
  }
  rows.release(track.rowCount);
  track.firstRow = first;
  track.slots = slots;
  track.owned = undefined;
}

/** Rows of partitions that are still the same, by slot, and of those whose topic is another, by name. */
function knownRows(track: GroupTrack, directory: PartitionDirectoryView) {
  const same = new Map<number, number>();
  const recreated = new Map<string, number>();
  const before = track.directory;
  if (before === undefined) return { same, recreated };
  track.slots.forEach((slot, index) => {
    const isSame = directory.slotTopic[slot] !== undefined &&
      before.slotBirth[slot] === directory.slotBirth[slot];
    if (isSame) same.set(slot, track.firstRow + index);
    else recreated.set(nameOf(before, slot), track.firstRow + index);
  });
  return { same, recreated };
}

function nameOf(directory: PartitionDirectoryView, slot: number): string {
  return `${directory.slotTopic[slot]?.name} ${directory.slotPartition[slot]}`;
}
