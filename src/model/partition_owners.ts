import type { GroupDescription, GroupMember } from "./group_snapshot.ts";
import type { PartitionDirectoryView } from "./partition_directory_view.ts";

/** Who owns the partitions of a group, by slot; share groups may have several owners of one. */
export type PartitionOwners = ReadonlyMap<number, readonly GroupMember[]>;

/** The owners that a description tells of; empty if there is none. */
export function partitionOwners(
  description: GroupDescription | undefined,
  directory: PartitionDirectoryView,
): PartitionOwners {
  const owners = new Map<number, GroupMember[]>();
  for (const member of description?.members ?? []) {
    for (const { topic, partitions } of member.assignment ?? []) {
      const slots = directory.topics.get(topic)?.slots;
      for (const partition of partitions) {
        const slot = slots?.[partition];
        if (slot === undefined) continue;
        const known = owners.get(slot);
        if (known === undefined) owners.set(slot, [member]);
        else known.push(member);
      }
    }
  }
  return owners;
}
