import type { ClusterSnapshot } from "../../../../src/model/cluster_snapshot.ts";
import {
  type GroupLag,
  type GroupTopicLag,
  LAG_STATUSES,
  type LagReport,
  type LagStatus,
} from "../../../../src/model/lag_report.ts";
import { madeGroup, NOW } from "../../metrics/make_reading.ts";

/** A partition of a group; without lag nothing is known of it. */
export interface MadePart {
  readonly lag?: number;
  readonly seconds?: number;
  readonly status?: LagStatus;
}

/** What a group has on a topic beside its partitions. */
export type MadeTopicLag = Partial<GroupTopicLag> & { readonly parts: readonly MadePart[] };

/** A group's lag over the snapshot's topics, whose sums are NaN if a part is. */
export function madeGroupLag(
  snapshot: ClusterSnapshot,
  groupId: string,
  topics: Readonly<Record<string, MadeTopicLag>>,
  more: Partial<GroupLag> = {},
): GroupLag {
  const entries = Object.entries(topics);
  const parts = entries.flatMap(([, { parts }]) => parts);
  const slots = entries.flatMap(([topic, { parts }]) =>
    parts.map((_, partition) => snapshot.directory.topics.get(topic)!.slots[partition]!)
  );
  const ofTopics = entries.map(([topic, made]) => toTopic(topic, made));
  return {
    groupId,
    type: "classic",
    status: gravest(parts),
    severity: 0,
    flags: [],
    slots: Int32Array.from(slots),
    committed: new Float64Array(slots.length),
    lag: Float64Array.from(parts, ({ lag }) => lag ?? NaN),
    lagSeconds: Float64Array.from(parts, ({ seconds }) => seconds ?? NaN),
    methods: new Uint8Array(slots.length),
    statuses: Uint8Array.from(parts, (part) => LAG_STATUSES.indexOf(part.status ?? "ok")),
    topics: ofTopics,
    sumLag: sum(parts),
    maxLag: NaN,
    maxLagSeconds: NaN,
    catchUpSeconds: NaN,
    partitionsWithoutCommit: 0,
    partitionsUnreadable: 0,
    rebalancesObserved: 0,
    ...more,
  };
}

function toTopic(topic: string, { parts, ...more }: MadeTopicLag): GroupTopicLag {
  return {
    topic,
    status: gravest(parts),
    severity: 0,
    sumLag: sum(parts),
    maxLag: Math.max(...parts.map(({ lag }) => lag ?? NaN)),
    maxLagSeconds: Math.max(...parts.map(({ seconds }) => seconds ?? NaN)),
    consumeRate: NaN,
    produceRate: NaN,
    secondsUntilLoss: NaN,
    secondsSinceAdvanced: 0,
    messagesLost: 0,
    resets: 0,
    ...more,
  };
}

function sum(parts: readonly MadePart[]): number {
  return parts.reduce((all, { lag }) => all + (lag ?? NaN), 0);
}

function gravest(parts: readonly MadePart[]): LagStatus {
  const ranks = parts.map(({ status }) => LAG_STATUSES.indexOf(status ?? "ok"));
  return LAG_STATUSES[Math.max(0, ...ranks)]!;
}

/** The report, and the snapshot with the groups that it is about. */
export function withGroups(
  snapshot: ClusterSnapshot,
  ...groups: readonly GroupLag[]
): { readonly snapshot: ClusterSnapshot; readonly lag: LagReport } {
  const known = new Set(snapshot.groups.map(({ groupId }) => groupId));
  const added = groups.filter(({ groupId }) => !known.has(groupId))
    .map(({ groupId }) => madeGroup(snapshot, groupId, []));
  return {
    snapshot: { ...snapshot, groups: [...snapshot.groups, ...added] },
    lag: { atMs: NOW, groups, partitionsByMethod: [] },
  };
}
