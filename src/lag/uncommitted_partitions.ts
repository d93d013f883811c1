import type { GroupSnapshot } from "../model/group_snapshot.ts";
import type { PartitionDirectoryView } from "../model/partition_directory_view.ts";

/** Partitions of topics that the group's members read without a commit; NaN where not known. */
export function uncommittedPartitions(
  { description, commits }: GroupSnapshot,
  directory: PartitionDirectoryView,
): number {
  if (description?.subscription === undefined || commits === undefined) return NaN;
  const committed = new Map<string, number>();
  const count = (slot: number) => {
    const name = directory.slotTopic[slot]?.name ?? "";
    committed.set(name, (committed.get(name) ?? 0) + 1);
  };
  commits.slots.forEach(count);
  commits.unreadableSlots.forEach(count);
  let without = 0;
  for (const name of description.subscription.topics) {
    const partitions = directory.topics.get(name)?.slots.length ?? 0;
    without += Math.max(0, partitions - (committed.get(name) ?? 0));
  }
  return without;
}
