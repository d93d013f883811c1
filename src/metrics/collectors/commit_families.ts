import type { ClusterSnapshot } from "../../model/cluster_snapshot.ts";
import type { TopicEntry } from "../../model/partition_directory_view.ts";
import type { CollectorView, MetricFamily } from "../collector.ts";
import { type CommittedGroup, committedGroups } from "./known_commits.ts";

const A_STEP = 256;

/** Gives the value of the n-th commit of a group; NaN where it is not known. */
export type CommitValue = (
  view: CollectorView,
  snapshot: ClusterSnapshot,
  group: CommittedGroup,
  index: number,
) => number;

/** A gauge with one sample a group and partition that it has committed on. */
export function commitFamily(name: string, help: string, valueOf: CommitValue): MetricFamily {
  return {
    name,
    type: "gauge",
    help,
    labels: ["consumergroup", "topic", "partition"],
    *samples(view, out) {
      const { snapshot, caches, nowMs } = view;
      if (snapshot === undefined) return;
      for (const group of committedGroups(snapshot, nowMs)) {
        const label = caches.consumerGroup(group.groupId);
        const { slots } = group.commits;
        for (let index = 0; index < slots.length; index++) {
          if (index % A_STEP === 0) yield;
          out.slot(caches.slots, slots[index]!, valueOf(view, snapshot, group, index), label);
        }
      }
    },
    coarser: { topic: "nothing" },
  };
}

/**
 * A gauge with the sum of the values of a group's commits on each topic, or on all topics. There
 * is no sum if one of its values is not known or one of its commits could not be read.
 */
export function commitSumFamily(name: string, help: string, valueOf: CommitValue): MetricFamily {
  const common = { name, type: "gauge" } as const;
  return {
    ...common,
    help,
    labels: ["consumergroup", "topic"],
    samples: (view, out) =>
      writeSums(view, valueOf, (sums, group) => {
        const { caches } = view;
        const label = caches.consumerGroup(group.groupId);
        for (const [topic, sum] of sums) out.sample(sum, label, caches.topic(topic));
      }),
    coarser: {
      group: {
        ...common,
        help: `Sum over the group's topics: ${help}`,
        labels: ["consumergroup"],
        samples: (view, out) =>
          writeSums(view, valueOf, (sums, group) => {
            if (sums.size === 0) return;
            let whole = 0;
            for (const sum of sums.values()) whole += sum;
            out.sample(whole, view.caches.consumerGroup(group.groupId));
          }),
      },
    },
  };
}

/** Sums of a group by topic; NaN where one cannot be told, which is not written. */
type TopicSums = ReadonlyMap<TopicEntry, number>;

function* writeSums(
  view: CollectorView,
  valueOf: CommitValue,
  write: (sums: TopicSums, group: CommittedGroup) => void,
): Generator<void, void, void> {
  const { snapshot, nowMs } = view;
  if (snapshot === undefined) return;
  for (const group of committedGroups(snapshot, nowMs)) {
    write(yield* topicSums(view, snapshot, group, valueOf), group);
  }
}

/** NaN in a sum makes all of it NaN. */
function* topicSums(
  view: CollectorView,
  snapshot: ClusterSnapshot,
  group: CommittedGroup,
  valueOf: CommitValue,
): Generator<void, TopicSums, void> {
  const { slotTopic } = snapshot.directory;
  const { slots, unreadableSlots } = group.commits;
  const sums = new Map<TopicEntry, number>();
  for (let index = 0; index < slots.length; index++) {
    if (index % A_STEP === 0) yield;
    const topic = slotTopic[slots[index]!];
    if (topic === undefined) continue;
    sums.set(topic, (sums.get(topic) ?? 0) + valueOf(view, snapshot, group, index));
  }
  for (const slot of unreadableSlots) {
    const topic = slotTopic[slot];
    if (topic !== undefined) sums.set(topic, NaN);
  }
  return sums;
}
