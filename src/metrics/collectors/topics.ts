import type { Collector } from "../collector.ts";

/** What is known of a topic as a whole. */
export const topics: Collector = {
  name: "topics",
  families: [{
    name: "kafka_topic_partitions",
    type: "gauge",
    help: "Number of partitions for this Topic",
    labels: ["topic"],
    *samples({ snapshot, caches }, out) {
      for (const topic of snapshot?.directory.topics.values() ?? []) {
        out.sample(topic.slots.length, caches.topic(topic));
        yield;
      }
    },
  }],
};
