import { freshConfig } from "../../model/fresh_parts.ts";
import type { TopicConfig } from "../../model/topic_config.ts";
import type { Collector, MetricFamily } from "../collector.ts";
import { encodeLabels } from "../label_bytes.ts";
import { topicFamily } from "./topic_family.ts";

/** The settings of topics that matter to monitoring. */
export const topicConfigs: Collector = {
  name: "topic_configs",
  families: [
    configFamily(
      "kafka_topic_min_insync_replicas",
      "The topic's min.insync.replicas.",
      ({ minInSyncReplicas }) => minInSyncReplicas,
    ),
    configFamily(
      "kafka_topic_retention_seconds",
      "The topic's retention.ms in seconds; +Inf without a limit.",
      ({ retentionMs }) => retentionMs / 1000,
    ),
    configFamily(
      "kafka_topic_retention_bytes",
      "The topic's retention.bytes, for one partition; +Inf without a limit.",
      ({ retentionBytes }) => retentionBytes,
    ),
    {
      name: "kafka_topic_info",
      type: "gauge",
      help: "The topic's cleanup.policy, and whether Kafka itself uses the topic.",
      labels: ["topic", "cleanup_policy", "internal"],
      *samples({ snapshot, nowMs, caches }, out) {
        for (const topic of snapshot?.directory.topics.values() ?? []) {
          yield;
          const policy = freshConfig(snapshot!, topic.name, nowMs)?.cleanupPolicy;
          if (policy === undefined) continue;
          const labels: [string, string][] = [["cleanup_policy", policy]];
          labels.push(["internal", String(topic.internal)]);
          out.sample(1, caches.topic(topic), encodeLabels(labels));
        }
      },
    },
  ],
};

function configFamily(
  name: string,
  help: string,
  valueOf: (config: TopicConfig) => number,
): MetricFamily {
  return topicFamily(name, help, (snapshot, nowMs) => (topic) => {
    const config = freshConfig(snapshot, topic.name, nowMs);
    return config === undefined ? NaN : valueOf(config);
  });
}
