import type { PartitionDirectoryView } from "../model/partition_directory_view.ts";

/** Tells of a slot of `from` whether it stands for the same partition in `to`. */
export function isSameSlot(
  from: PartitionDirectoryView,
  to: PartitionDirectoryView,
): (slot: number) => boolean {
  if (from === to) return () => true;
  return (slot) => to.slotTopic[slot] !== undefined && from.slotBirth[slot] === to.slotBirth[slot];
}
