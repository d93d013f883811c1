import type { GroupSnapshot, GroupType } from "./group_snapshot.ts";

/** A group's type; `simple` is one that never had a protocol: it only stores offsets. */
export type GroupKind = GroupType | "simple";

/** Told like Kafka's own tools do. */
export function groupKind({ type, protocolType }: GroupSnapshot): GroupKind {
  const mayBeClassic = type === "classic" || type === "unknown";
  return mayBeClassic && protocolType === "" ? "simple" : type;
}
