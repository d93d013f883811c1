import type { TopicEntry } from "../../model/partition_directory_view.ts";

const names = new WeakMap<TopicEntry, string[]>();

/**
 * As in Kafka's own logs: `topic-3`. The same text each time: alerts name many partitions, in every
 * cycle anew, and keep what they have named.
 */
export function partitionName(topic: TopicEntry, partition: number): string {
  let ofTopic = names.get(topic);
  if (ofTopic === undefined) names.set(topic, ofTopic = []);
  return ofTopic[partition] ??= `${topic.name}-${partition}`;
}
