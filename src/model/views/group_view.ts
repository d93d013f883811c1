import { freshDescription } from "../fresh_parts.ts";
import { type FreshReading, freshReading } from "../freshness.ts";
import { type GroupKind, groupKind } from "../group_kind.ts";
import type { GroupSnapshot } from "../group_snapshot.ts";
import {
  type GroupFlag,
  type GroupLag,
  type GroupTopicLag,
  LAG_STATUSES,
  type LagSeverity,
  type LagStatus,
} from "../lag_report.ts";
import { leastOf } from "../least_of.ts";
import type { ClusterReading } from "../readings.ts";
import { type Known, known } from "./known.ts";

/** Severities by their rank. */
export const SEVERITY_NAMES = ["none", "info", "warning", "critical"] as const;
export type SeverityName = typeof SEVERITY_NAMES[number];

/** A group as lists show it, ready for JSON. Lag is in messages, rates in messages a second. */
export interface GroupView {
  readonly cluster: string;
  readonly group: string;
  readonly type: GroupKind;
  /** In Kafka's spelling. */
  readonly state: string | null;
  readonly status: LagStatus;
  readonly severity: SeverityName;
  readonly flags: readonly GroupFlag[];
  /** Over all partitions with a commit. */
  readonly lag: Known;
  /** Over those that are known: the same as `lag` if all are; null if none is. */
  readonly lag_at_least: Known;
  readonly max_lag: Known;
  /** Of the partition where it is largest: age of the oldest unread message. */
  readonly lag_seconds: Known;
  readonly lag_seconds_at_least: Known;
  readonly consume_rate: Known;
  readonly produce_rate: Known;
  /** null when never, too. */
  readonly catch_up_seconds: Known;
  /** null without retention, too. */
  readonly seconds_until_loss: Known;
  /** Of the partitions with lag the least; null without, too. */
  readonly seconds_since_advanced: Known;
  readonly messages_lost: Known;
  readonly resets: Known;
  readonly rebalances_observed: Known;
  readonly members: Known;
  /** Topics and partitions with a commit. */
  readonly topics: Known;
  readonly partitions: Known;
  readonly partitions_without_commit: Known;
  readonly partitions_unreadable: Known;
  /** The topic on which it fares worst; null if it has read everything. */
  readonly worst_topic: string | null;
  readonly coordinator: Known;
}

/** A group of which a snapshot, a verdict, or at least its name is known. */
export interface KnownGroup {
  readonly groupId: string;
  readonly type: GroupKind;
  readonly snapshot: GroupSnapshot | undefined;
  readonly lag: GroupLag | undefined;
}

/**
 * All groups of a reading's fresh parts: those that are listed, those that are only judged, and
 * those that no broker lists now and that are not known to be gone.
 */
export function knownGroups({ snapshot, lag }: FreshReading): KnownGroup[] {
  const judged = new Map(lag?.groups.map((group) => [group.groupId, group]));
  const take = (groupId: string) => {
    const ofGroup = judged.get(groupId);
    judged.delete(groupId);
    return ofGroup;
  };
  const listed = (snapshot?.groups ?? []).map((group): KnownGroup => {
    const { groupId } = group;
    return { groupId, type: groupKind(group), snapshot: group, lag: take(groupId) };
  });
  const missing = (snapshot?.missingGroups ?? []).map(({ groupId, type }): KnownGroup => ({
    groupId,
    type,
    snapshot: undefined,
    lag: take(groupId),
  }));
  const others = [...judged.values()].map((group): KnownGroup => ({
    groupId: group.groupId,
    type: group.type,
    snapshot: undefined,
    lag: group,
  }));
  return [...listed, ...missing, ...others];
}

/** The groups of a cluster; none if it was not read recently. */
export function* groupViews(
  cluster: string,
  reading: ClusterReading,
  nowMs: number,
): Generator<void, GroupView[], void> {
  const fresh = freshReading(reading, nowMs);
  const views: GroupView[] = [];
  for (const group of knownGroups(fresh)) {
    views.push(groupView(cluster, group, fresh, nowMs));
    yield;
  }
  return views;
}

/** One group of the fresh parts of a reading. */
export function groupView(
  cluster: string,
  { groupId, type, snapshot: group, lag }: KnownGroup,
  { snapshot }: FreshReading,
  nowMs: number,
): GroupView {
  const description = group && snapshot && freshDescription(group, snapshot, nowMs);
  const topics = lag?.topics ?? [];
  // Without a commit there is nothing to sum.
  const total = (value: number | undefined) => topics.length === 0 ? null : known(value);
  const sum = (of: (topic: GroupTopicLag) => number) =>
    topics.length === 0 ? null : known(topics.reduce((total, topic) => total + of(topic), 0));
  const least = (of: (topic: GroupTopicLag) => number) =>
    known(leastOf(topics.map(of).filter((value) => !Number.isNaN(value))));
  return {
    cluster,
    group: groupId,
    type,
    state: group?.state ?? description?.state ?? null,
    status: lag?.status ?? "unknown",
    severity: SEVERITY_NAMES[lag?.severity ?? 0],
    flags: lag?.flags ?? [],
    lag: total(lag?.sumLag),
    lag_at_least: knownPart(lag?.lag, (total, one) => total + one),
    max_lag: total(lag?.maxLag),
    lag_seconds: total(lag?.maxLagSeconds),
    lag_seconds_at_least: knownPart(lag?.lagSeconds, Math.max),
    consume_rate: sum(({ consumeRate }) => consumeRate),
    produce_rate: sum(({ produceRate }) => produceRate),
    catch_up_seconds: known(lag?.catchUpSeconds),
    seconds_until_loss: least(({ secondsUntilLoss }) => secondsUntilLoss),
    seconds_since_advanced: least(({ secondsSinceAdvanced }) => secondsSinceAdvanced),
    messages_lost: sum(({ messagesLost }) => messagesLost),
    resets: sum(({ resets }) => resets),
    rebalances_observed: known(lag?.rebalancesObserved),
    members: known(description?.members.length),
    topics: known(lag?.topics.length),
    partitions: known(lag?.slots.length),
    partitions_without_commit: known(lag?.partitionsWithoutCommit),
    partitions_unreadable: known(lag?.partitionsUnreadable),
    worst_topic: worstTopic(topics),
    coordinator: known(group?.coordinatorId),
  };
}

/** Folds the known values; null if there is none. */
function knownPart(
  values: Float64Array | undefined,
  fold: (total: number, one: number) => number,
): Known {
  let total = NaN;
  for (const value of values ?? []) {
    if (!Number.isNaN(value)) total = Number.isNaN(total) ? value : fold(total, value);
  }
  return known(total);
}

function worstTopic(topics: readonly GroupTopicLag[]): string | null {
  const unread = topics.filter(({ status, sumLag }) => status !== "ok" || sumLag !== 0);
  return unread.toSorted((a, b) =>
    compareGravity(a, b) || order(b.maxLagSeconds, a.maxLagSeconds) || order(b.maxLag, a.maxLag)
  )[0]?.topic ?? null;
}

/** Orders what is judged from the gravest on. */
export function compareGravity(
  a: { readonly severity: LagSeverity; readonly status: LagStatus },
  b: { readonly severity: LagSeverity; readonly status: LagStatus },
): number {
  return b.severity - a.severity ||
    LAG_STATUSES.indexOf(b.status) - LAG_STATUSES.indexOf(a.status);
}

/** NaN counts as less than everything. */
function order(a: number, b: number): number {
  return (Number.isNaN(a) ? -1 : a) - (Number.isNaN(b) ? -1 : b);
}
