import type { ClusterSnapshot } from "../../model/cluster_snapshot.ts";
import { freshDescription } from "../../model/fresh_parts.ts";
import type { GroupMember } from "../../model/group_snapshot.ts";
import { partitionOwners } from "../../model/partition_owners.ts";
import { encodeLabels } from "../label_bytes.ts";

/** kafka-lag-exporter's labels of the member that owns a partition. */
export const MEMBER_LABELS = ["member_host", "consumer_id", "client_id"] as const;

const COMMA = 44;

/**
 * Gives, of a group with its encoded label, what has the label and those of the only member that
 * owns a slot; undefined where nobody, or more than one member, is known to own it.
 */
export function memberLabels(
  snapshot: ClusterSnapshot,
  nowMs: number,
): (groupId: string, label: Uint8Array) => (slot: number) => Uint8Array | undefined {
  const groups = new Map(snapshot.groups.map((group) => [group.groupId, group]));
  return (groupId, label) => {
    const group = groups.get(groupId);
    const description = group && freshDescription(group, snapshot, nowMs);
    const owners = partitionOwners(description, snapshot.directory);
    const encoded = new Map<GroupMember, Uint8Array>();
    return (slot) => {
      const [owner, another] = owners.get(slot) ?? [];
      if (owner === undefined || another !== undefined) return undefined;
      const known = encoded.get(owner);
      if (known !== undefined) return known;
      const bytes = withMember(label, owner);
      encoded.set(owner, bytes);
      return bytes;
    };
  };
}

function withMember(label: Uint8Array, member: GroupMember): Uint8Array {
  const values = [member.clientHost, member.memberId, member.clientId];
  const more = encodeLabels(MEMBER_LABELS.map((name, index) => [name, values[index]!]));
  const whole = new Uint8Array(label.length + 1 + more.length);
  whole.set(label);
  whole[label.length] = COMMA;
  whole.set(more, label.length + 1);
  return whole;
}
