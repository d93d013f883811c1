import type { ClusterSnapshot } from "../cluster_snapshot.ts";
import { freshConfig } from "../fresh_parts.ts";
import { type FreshReading, freshReading } from "../freshness.ts";
import type { GroupTopicLag, LagReport, LagStatus } from "../lag_report.ts";
import type { TopicEntry } from "../partition_directory_view.ts";
import {
  isOffline,
  isUnderReplicated,
  replicationFactor,
  spareInSyncReplicas,
} from "../partition_health.ts";
import type { RateVerdict } from "../rate_report.ts";
import { leastOf } from "../least_of.ts";
import type { ClusterReading } from "../readings.ts";
import { replicaSizes } from "../replica_sizes.ts";
import { compareGravity } from "./group_view.ts";
import { type Known, known } from "./known.ts";

/** A topic as lists show it, ready for JSON. */
export interface TopicView {
  readonly cluster: string;
  readonly topic: string;
  /** Whether Kafka itself uses it. */
  readonly internal: boolean;
  readonly partitions: number;
  /** Replicas that each partition is meant to have; the least, if partitions differ. */
  readonly replication_factor: Known;
  readonly offline_partitions: number;
  readonly under_replicated_partitions: number;
  /** null while the topic's settings are not known. */
  readonly under_min_isr_partitions: Known;
  readonly cleanup_policy: string | null;
  readonly min_insync_replicas: Known;
  readonly retention_seconds: Known | "unlimited";
  /** Of one partition. */
  readonly retention_bytes: Known | "unlimited";
  /** Of all replicas. */
  readonly size_bytes: Known;
  /** Messages a second. */
  readonly message_rate: Known;
  readonly message_rate_expected: Known;
  readonly message_rate_verdict: RateVerdict;
  /** Groups with a commit on it; null while groups are not judged. */
  readonly groups: Known;
  /** Of the group that fares worst on it; null without groups. */
  readonly worst_status: LagStatus | null;
}

/** The topics of a cluster, sorted as they are known; none if it was not read recently. */
export function* topicViews(
  cluster: string,
  reading: ClusterReading,
  nowMs: number,
): Generator<void, TopicView[], void> {
  const fresh = freshReading(reading, nowMs);
  const { snapshot } = fresh;
  if (snapshot === undefined) return [];
  const sizeOf = yield* replicaSizes(snapshot, nowMs);
  const readers = fresh.lag && (yield* readersByTopic(fresh.lag));
  const views: TopicView[] = [];
  for (const topic of snapshot.directory.topics.values()) {
    const ofTopic = readers && (readers.get(topic.name) ?? []);
    views.push(topicView(cluster, topic, fresh, ofTopic, sizeOf, nowMs));
    yield;
  }
  return views;
}

/** What is judged of groups on each topic. */
export function* readersByTopic(
  { groups }: LagReport,
): Generator<void, ReadonlyMap<string, readonly GroupTopicLag[]>, void> {
  const readers = new Map<string, GroupTopicLag[]>();
  for (const { topics } of groups) {
    for (const topic of topics) {
      const known = readers.get(topic.topic);
      if (known === undefined) readers.set(topic.topic, [topic]);
      else known.push(topic);
    }
    yield;
  }
  return readers;
}

/** One topic; `readers` is undefined while groups are not judged. */
export function topicView(
  cluster: string,
  topic: TopicEntry,
  { snapshot, rates }: FreshReading,
  readers: readonly GroupTopicLag[] | undefined,
  sizeOf: (slot: number) => number,
  nowMs: number,
): TopicView {
  const config = freshConfig(snapshot!, topic.name, nowMs);
  const rate = rates?.topics.get(topic.name);
  const slots = [...topic.slots];
  return {
    cluster,
    topic: topic.name,
    internal: topic.internal,
    partitions: slots.length,
    ...health(snapshot!, slots, nowMs),
    cleanup_policy: config?.cleanupPolicy ?? null,
    min_insync_replicas: known(config?.minInSyncReplicas),
    retention_seconds: limit((config?.retentionMs ?? NaN) / 1000),
    retention_bytes: limit(config?.retentionBytes ?? NaN),
    size_bytes: slots.length === 0
      ? null
      : known(slots.reduce((sum, slot) => sum + sizeOf(slot), 0)),
    message_rate: known(rate?.rate),
    message_rate_expected: known(rate?.expectedRate),
    message_rate_verdict: rate?.verdict ?? "unknown",
    groups: known(readers?.length),
    worst_status: readers?.toSorted(compareGravity)[0]?.status ?? null,
  };
}

function health(snapshot: ClusterSnapshot, slots: readonly number[], nowMs: number) {
  const count = (holds: (slot: number) => boolean) => slots.filter(holds).length;
  const spare = slots.filter((slot) => !isOffline(snapshot, slot))
    .map((slot) => spareInSyncReplicas(snapshot, slot, nowMs));
  return {
    replication_factor: known(leastOf(slots.map((slot) => replicationFactor(snapshot, slot)))),
    offline_partitions: count((slot) => isOffline(snapshot, slot)),
    under_replicated_partitions: count((slot) => isUnderReplicated(snapshot, slot)),
    under_min_isr_partitions: spare.some(Number.isNaN)
      ? null
      : spare.filter((replicas) => replicas < 0).length,
  };
}

function limit(value: number): Known | "unlimited" {
  return value === Infinity ? "unlimited" : known(value);
}
