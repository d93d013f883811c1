import type { ClusterSnapshot } from "../model/cluster_snapshot.ts";
import type { TopicEntry } from "../model/partition_directory_view.ts";
import type { TopicReading } from "./rate_reading.ts";

/** Partitions between two chances for others to run. */
const A_STEP = 2048;

/**
 * The rates of all topics between two snapshots: the sum of those of their partitions, each by its
 * own read times. A partition that is new counts from the next snapshot on. A topic has no rate if
 * one of its partitions was not read again, or lost records.
 */
export function* readTopicRates(
  previous: ClusterSnapshot,
  next: ClusterSnapshot,
): Generator<void, TopicReading[], void> {
  const readings: TopicReading[] = [];
  let partitions = 0;
  for (const topic of next.directory.topics.values()) {
    readings.push(readTopic(topic, previous, next));
    partitions += topic.slots.length;
    if (partitions < A_STEP) continue;
    partitions = 0;
    yield;
  }
  return readings;
}

function readTopic(
  topic: TopicEntry,
  previous: ClusterSnapshot,
  next: ClusterSnapshot,
): TopicReading {
  const { name, topicId, internal, slots } = topic;
  const [before, now] = [previous.partitions, next.partitions];
  let [rate, elapsed, known] = [0, 0, 0];
  for (const slot of slots) {
    if (!isKnown(slot, previous, next)) continue;
    known++;
    const elapsedMs = now.latestReadAtMs[slot]! - before.latestReadAtMs[slot]!;
    const messages = now.latestOffset[slot]! - before.latestOffset[slot]!;
    rate += messages >= 0 && elapsedMs > 0 ? messages * 1000 / elapsedMs : NaN;
    elapsed += elapsedMs;
  }
  return {
    topic: name,
    topicId,
    isNew: known === 0,
    internal,
    rate: known === 0 ? NaN : rate,
    elapsedMs: known === 0 ? NaN : elapsed / known,
  };
}

/** Whether the slot was this partition's in both. */
function isKnown(slot: number, previous: ClusterSnapshot, next: ClusterSnapshot): boolean {
  return slot < previous.directory.capacity &&
    previous.directory.slotTopic[slot] !== undefined &&
    previous.directory.slotBirth[slot] === next.directory.slotBirth[slot];
}
