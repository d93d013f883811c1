import { freshDescription, freshOffset } from "../fresh_parts.ts";
import type { FreshReading } from "../freshness.ts";
import type { GroupMember } from "../group_snapshot.ts";
import {
  type GroupTopicLag,
  LAG_STATUSES,
  type LagStatus,
  TIME_LAG_METHODS,
  type TimeLagMethod,
} from "../lag_report.ts";
import type { PartitionDirectoryView } from "../partition_directory_view.ts";
import { partitionOwners } from "../partition_owners.ts";
import { type GroupView, groupView, type KnownGroup, SEVERITY_NAMES } from "./group_view.ts";
import type { SeverityName } from "./group_view.ts";
import { type Known, known } from "./known.ts";

/** A group on one topic, ready for JSON; the fields are those of GroupView. */
export interface GroupTopicView {
  readonly topic: string;
  readonly status: LagStatus;
  readonly severity: SeverityName;
  readonly lag: Known;
  readonly max_lag: Known;
  readonly lag_seconds: Known;
  readonly consume_rate: Known;
  readonly produce_rate: Known;
  readonly seconds_until_loss: Known;
  readonly seconds_since_advanced: Known;
  readonly messages_lost: Known;
  readonly resets: Known;
}

/** A member of a group, ready for JSON. */
export interface MemberView {
  readonly member_id: string;
  readonly group_instance_id: string | null;
  readonly client_id: string;
  readonly host: string;
  /** Partitions that it owns now; null where that is not known. */
  readonly partitions: Known;
}

/** A group on one partition, ready for JSON. */
export interface GroupPartitionView {
  readonly topic: string;
  readonly partition: number;
  readonly status: LagStatus;
  /** The next offset to read. */
  readonly committed: Known;
  readonly log_start: Known;
  readonly log_end: Known;
  readonly lag: Known;
  readonly lag_seconds: Known;
  readonly lag_seconds_method: TimeLagMethod;
  /** Member ids; of share groups there may be several. */
  readonly owners: readonly string[];
}

/** A group in full, but for its partitions. */
export interface GroupDetail extends GroupView {
  readonly by_topic: readonly GroupTopicView[];
  /** null where it is not known who the members are. */
  readonly by_member: readonly MemberView[] | null;
}

/** The group in full, but for its partitions. */
export function groupDetail(
  cluster: string,
  group: KnownGroup,
  fresh: FreshReading,
  nowMs: number,
): GroupDetail {
  const description = group.snapshot && fresh.snapshot &&
    freshDescription(group.snapshot, fresh.snapshot, nowMs);
  return {
    ...groupView(cluster, group, fresh, nowMs),
    by_topic: (group.lag?.topics ?? []).map(groupTopicView),
    by_member: description?.members.map(memberView) ?? null,
  };
}

/** What is judged of a group on one topic. */
export function groupTopicView(topic: GroupTopicLag): GroupTopicView {
  return {
    topic: topic.topic,
    status: topic.status,
    severity: SEVERITY_NAMES[topic.severity],
    lag: known(topic.sumLag),
    max_lag: known(topic.maxLag),
    lag_seconds: known(topic.maxLagSeconds),
    consume_rate: known(topic.consumeRate),
    produce_rate: known(topic.produceRate),
    seconds_until_loss: known(topic.secondsUntilLoss),
    seconds_since_advanced: known(topic.secondsSinceAdvanced),
    messages_lost: known(topic.messagesLost),
    resets: known(topic.resets),
  };
}

function memberView(member: GroupMember): MemberView {
  return {
    member_id: member.memberId,
    group_instance_id: member.groupInstanceId ?? null,
    client_id: member.clientId,
    host: member.clientHost,
    partitions: known(
      member.assignment?.reduce((sum, { partitions }) => sum + partitions.length, 0),
    ),
  };
}

/** The partitions that a group has committed on, by topic and number, one at a time. */
export function* groupPartitions(
  { snapshot: group, lag }: KnownGroup,
  { snapshot }: FreshReading,
  nowMs: number,
): Generator<GroupPartitionView, void, void> {
  if (lag === undefined || snapshot === undefined) return;
  const owners = partitionOwners(
    group && freshDescription(group, snapshot, nowMs),
    snapshot.directory,
  );
  const { slotPartition } = snapshot.directory;
  for (const [topic, index] of byTopicAndNumber(lag.slots, snapshot.directory)) {
    const slot = lag.slots[index]!;
    yield {
      topic,
      partition: slotPartition[slot]!,
      status: LAG_STATUSES[lag.statuses[index]!] ?? "unknown",
      committed: known(lag.committed[index]),
      log_start: known(freshOffset(snapshot, "earliest", slot, nowMs)),
      log_end: known(freshOffset(snapshot, "latest", slot, nowMs)),
      lag: known(lag.lag[index]),
      lag_seconds: known(lag.lagSeconds[index]),
      lag_seconds_method: TIME_LAG_METHODS[lag.methods[index]!] ?? "unknown",
      owners: (owners.get(slot) ?? []).map(({ memberId }) => memberId),
    };
  }
}

/** The topic of each slot that stands for a partition, and the slot's index, in order. */
function* byTopicAndNumber(
  slots: ArrayLike<number>,
  { slotTopic, slotPartition }: PartitionDirectoryView,
): Generator<readonly [topic: string, index: number], void, void> {
  const byTopic = new Map<string, number[]>();
  for (let index = 0; index < slots.length; index++) {
    const topic = slotTopic[slots[index]!];
    if (topic === undefined) continue;
    const indexes = byTopic.get(topic.name);
    if (indexes === undefined) byTopic.set(topic.name, [index]);
    else indexes.push(index);
  }
  for (const topic of [...byTopic.keys()].sort()) {
    const indexes = byTopic.get(topic)!;
    indexes.sort((a, b) => slotPartition[slots[a]!]! - slotPartition[slots[b]!]!);
    for (const index of indexes) yield [topic, index];
  }
}
