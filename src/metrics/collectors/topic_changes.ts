import type { TopicChangeCounts } from "../../model/topic_changes.ts";
import type { Collector, MetricFamily } from "../collector.ts";
import { encodeLabels } from "../label_bytes.ts";

/** What happened to topics since they were first seen. */
export const topicChanges: Collector = {
  name: "topic_changes",
  families: [
    {
      name: "kafka_topic_partition_count_changes_total",
      type: "counter",
      help: "Times that the topic got partitions, or was deleted and created again.",
      labels: ["topic", "direction"],
      *samples({ snapshot, reading, caches }, out) {
        for (const topic of snapshot?.directory.topics.values() ?? []) {
          yield;
          const counts = reading.topicChanges.get(topic.name);
          if (counts === undefined) continue;
          out.sample(counts.increases, caches.topic(topic), INCREASE);
          out.sample(counts.recreations, caches.topic(topic), RECREATE);
        }
      },
    },
    countFamily(
      "kafka_topic_partition_truncations_total",
      "Times that the end of one of the topic's logs went back: records were lost.",
      ({ truncations }) => truncations,
    ),
  ],
};

const INCREASE = encodeLabels([["direction", "increase"]]);
const RECREATE = encodeLabels([["direction", "recreate"]]);

function countFamily(
  name: string,
  help: string,
  countOf: (counts: TopicChangeCounts) => number,
): MetricFamily {
  return {
    name,
    type: "counter",
    help,
    labels: ["topic"],
    *samples({ snapshot, reading, caches }, out) {
      for (const topic of snapshot?.directory.topics.values() ?? []) {
        yield;
        const counts = reading.topicChanges.get(topic.name);
        if (counts !== undefined) out.sample(countOf(counts), caches.topic(topic));
      }
    },
  };
}
