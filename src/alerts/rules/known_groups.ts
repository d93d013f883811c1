import type { ClusterSnapshot } from "../../model/cluster_snapshot.ts";
import type { GroupSnapshot } from "../../model/group_snapshot.ts";
import type { GroupLag, GroupTopicLag, LagReport } from "../../model/lag_report.ts";
import { isOffline } from "../../model/partition_health.ts";

const OFFSETS_TOPIC = "__consumer_offsets";

/** A group on one topic, as the newest report has it. */
export interface KnownLag {
  readonly group: GroupLag;
  readonly topic: GroupTopicLag;
}

/** Finds what a cycle knows of groups that have an alert. */
export class KnownGroups {
  readonly #snapshot: ClusterSnapshot;
  readonly #report: LagReport;
  #byId: ReadonlyMap<string, GroupLag> | undefined;
  #read: ReadonlyMap<string, GroupSnapshot> | undefined;

  constructor(snapshot: ClusterSnapshot, report: LagReport) {
    this.#snapshot = snapshot;
    this.#report = report;
  }

  /** The group; `gone` if there is none of that id; `unknown` if that cannot be told. */
  group(groupId: string): GroupLag | "gone" | "unknown" {
    this.#byId ??= new Map(this.#report.groups.map((group) => [group.groupId, group]));
    return this.#byId.get(groupId) ?? (this.#mayBeThere(groupId) ? "unknown" : "gone");
  }

  /** `gone` also if the topic is, or the group has no commits on it any more. */
  lag(groupId: string, topic: string): KnownLag | "gone" | "unknown" {
    const group = this.group(groupId);
    if (!this.#snapshot.directory.topics.has(topic)) return "gone";
    if (typeof group === "string") return group;
    const found = group.topics.find((each) => each.topic === topic);
    if (found !== undefined) return { group, topic: found };
    const isPartial = group.partitionsUnreadable > 0 ||
      this.snapshotGroup(groupId)?.commits === undefined;
    return isPartial ? "unknown" : "gone";
  }

  /** What was read of the group; undefined if nothing was. */
  snapshotGroup(groupId: string): GroupSnapshot | undefined {
    this.#read ??= new Map(this.#snapshot.groups.map((group) => [group.groupId, group]));
    return this.#read.get(groupId);
  }

  /** Whether a group that is not in the report may exist: its coordinator did not tell. */
  #mayBeThere(groupId: string): boolean {
    const { brokers, brokersWithoutGroupList, missingGroups, directory } = this.#snapshot;
    const offsets = directory.topics.get(OFFSETS_TOPIC)?.slots ?? [];
    return missingGroups.some((group) => group.groupId === groupId) ||
      brokers.some(({ id, up }) => up && brokersWithoutGroupList.includes(id)) ||
      offsets.some((slot: number) => isOffline(this.#snapshot, slot));
  }
}
