import { RowBuilder } from "@grafana/grafana-foundation-sdk/dashboard";
import { board } from "./board.ts";
import { graph, table } from "./panels.ts";

const CT = 'cluster=~"$cluster",topic=~"$topic"';

/** What topics are, what comes to them, and what is unusual. */
export const topics = board(
  "kafka-topics",
  "Kafka: topics and rates",
  "What topics are, what comes to them, and whether that is usual.",
  ["topic"],
)
  .withRow(new RowBuilder("Topics"))
  .withPanel(
    table("Topics", { topic: "Topic" }, [
      { head: "Partitions", expr: `max by (topic) (kafka_topic_partitions{${CT}})` },
      { head: "Replicas", expr: `max by (topic) (kafka_topic_replication_factor{${CT}})` },
      { head: "Min ISR", expr: `max by (topic) (kafka_topic_min_insync_replicas{${CT}})` },
      {
        head: "Retention",
        expr: `max by (topic) (kafka_topic_retention_seconds{${CT}})`,
        unit: "dtdurations",
      },
      { head: "Stored", expr: `max by (topic) (kafka_topic_size_bytes{${CT}})`, unit: "bytes" },
      {
        head: "Messages in",
        expr: `max by (topic) (kafka:topic_messages:rate5m{${CT}})`,
        unit: "mps",
      },
    ]),
  )
  .withRow(new RowBuilder("Rates"))
  .withPanel(
    graph("Messages in", { "{{topic}}": `kafka:topic_messages:rate5m{${CT}}` }, { unit: "mps" }),
  )
  .withPanel(
    graph("What is usual at this time", {
      "{{topic}}": `max by (topic) (kafka_topic_message_rate_expected{${CT}})
        or kafka:topic_messages:rate_expected{${CT}}`,
    }, { unit: "mps", description: "By the program, or else by the same time yesterday." }),
  )
  .withPanel(
    graph("How unusual the rate is", {
      "{{topic}}": `abs(max by (topic) (kafka_topic_message_rate_score{${CT}}))`,
    }, { span: 24, description: "In usual deviations; KafkaMessageRateAnomaly fires above 4." }),
  )
  .withRow(new RowBuilder("Replicas"))
  .withPanel(replicas("Offline partitions", "kafka_topic_partition_offline"))
  .withPanel(
    replicas("Under-replicated", "kafka_topic_partition_under_replicated_partition"),
  )
  .withPanel(replicas("Under min ISR", "kafka_topic_partition_under_min_isr"))
  .withPanel(replicas("At min ISR", "kafka_topic_partition_at_min_isr"))
  .withRow(new RowBuilder("Changes and sizes"))
  .withPanel(
    graph(
      "Stored, all replicas",
      { "{{topic}}": `max by (topic) (kafka_topic_size_bytes{${CT}})` },
      {
        unit: "bytes",
      },
    ),
  )
  .withPanel(
    graph("Partition counts", { "{{topic}}": `max by (topic) (kafka_topic_partitions{${CT}})` }),
  )
  .withPanel(
    graph("Partitions added, topics created again, logs cut", {
      "{{topic}} {{direction}}": `max by (topic, direction)
        (increase(kafka_topic_partition_count_changes_total{${CT}}[$__rate_interval])) > 0`,
      "{{topic}} cut": `max by (topic)
        (increase(kafka_topic_partition_truncations_total{${CT}}[$__rate_interval])) > 0`,
    }),
  )
  .withPanel(
    graph("Held back by open transactions", {
      "{{topic}}": `sum by (topic)
        (max by (topic, partition) (kafka_topic_partition_last_stable_offset_lag{${CT}}))`,
    }, { description: "Records that readers of committed records do not get yet." }),
  );

function replicas(title: string, metric: string) {
  const expr = `sum by (topic) (max by (topic, partition) (${metric}{${CT}}))`;
  return graph(title, { "{{topic}}": expr }, { span: 6, height: 6 });
}
