import type { FreshReading } from "../freshness.ts";
import type { TopicEntry } from "../partition_directory_view.ts";
import { freshOffset } from "../fresh_parts.ts";
import { isOffline } from "../partition_health.ts";
import { replicaSizes } from "../replica_sizes.ts";
import { compareGravity } from "./group_view.ts";
import { type GroupTopicView, groupTopicView } from "./group_detail.ts";
import { type Known, known } from "./known.ts";
import { type TopicView, topicView } from "./topic_view.ts";

/** A partition, ready for JSON. */
export interface PartitionView {
  readonly partition: number;
  /** Broker id; null without a leader, or if it is not told. */
  readonly leader: Known;
  /** Whether the cluster says that nobody leads it. */
  readonly offline: boolean;
  /** Broker ids, preferred leader first. */
  readonly replicas: readonly number[];
  readonly in_sync_replicas: readonly number[];
  readonly log_start: Known;
  readonly log_end: Known;
}

/** A group that has committed on a topic. */
export interface TopicReaderView extends Omit<GroupTopicView, "topic"> {
  readonly group: string;
}

/** A topic in full, but for its partitions. */
export interface TopicDetail extends TopicView {
  /** The gravest first; null while groups are not judged. */
  readonly by_group: readonly TopicReaderView[] | null;
}

/** The topic in full, but for its partitions. */
export function* topicDetail(
  cluster: string,
  topic: TopicEntry,
  fresh: FreshReading,
  nowMs: number,
): Generator<void, TopicDetail, void> {
  const readers = fresh.lag?.groups.flatMap(({ groupId, topics }) =>
    topics.filter((each) => each.topic === topic.name).map((of) => ({ groupId, of }))
  );
  const sizeOf = yield* replicaSizes(fresh.snapshot!, nowMs);
  return {
    ...topicView(cluster, topic, fresh, readers?.map(({ of }) => of), sizeOf, nowMs),
    by_group:
      readers?.toSorted((a, b) =>
        compareGravity(a.of, b.of) || descending(a.of.maxLagSeconds, b.of.maxLagSeconds) ||
        descending(a.of.sumLag, b.of.sumLag)
      ).map(({ groupId, of }) => {
        const { topic: _, ...view } = groupTopicView(of);
        return { group: groupId, ...view };
      }) ?? null,
  };
}

/** The topic's partitions, one at a time. */
export function* topicPartitions(
  topic: TopicEntry,
  { snapshot }: FreshReading,
  nowMs: number,
): Generator<PartitionView, void, void> {
  if (snapshot === undefined) return;
  const { leader, replicas, inSyncReplicas } = snapshot.partitions;
  for (const [partition, slot] of topic.slots.entries()) {
    yield {
      partition,
      leader: known(leader[slot]),
      offline: isOffline(snapshot, slot),
      replicas: replicas[slot]!,
      in_sync_replicas: inSyncReplicas[slot]!,
      log_start: known(freshOffset(snapshot, "earliest", slot, nowMs)),
      log_end: known(freshOffset(snapshot, "latest", slot, nowMs)),
    };
  }
}

/** NaN counts as less than everything. */
function descending(a: number, b: number): number {
  return (Number.isNaN(b) ? -1 : b) - (Number.isNaN(a) ? -1 : a);
}
