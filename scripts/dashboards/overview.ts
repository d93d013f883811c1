import { MappingType, RowBuilder } from "@grafana/grafana-foundation-sdk/dashboard";
import { board } from "./board.ts";
import { graph, stat, table } from "./panels.ts";

const C = 'cluster=~"$cluster"';

/** Whether Kafka is well, and where to look if it is not. */
export const overview = board(
  "kafka-overview",
  "Kafka: overview",
  "Whether the cluster is well, what it is used for, and which groups are behind.",
)
  .withRow(new RowBuilder("Health"))
  .withPanel(
    stat("Kafka is seen", `max(kafka_up{${C}})`, {
      bad: { below: 1 },
      mappings: [
        {
          type: MappingType.ValueToText,
          options: { "0": { text: "blind", index: 0 }, "1": { text: "yes", index: 1 } },
        },
      ],
      description: "Blind: what the boards show is old or absent.",
    }),
  )
  .withPanel(
    stat(
      "Firing alerts",
      `count(ALERTS{alertstate="firing",${C},alertname!="Watchdog"}) or vector(0)`,
      { bad: { from: 1 } },
    ),
  )
  .withPanel(stat("Brokers up", `sum(max by (id) (kafka_broker_up{${C}}))`))
  .withPanel(
    stat("Brokers down", `sum(1 - max by (id) (kafka_broker_up{${C}}))`, { bad: { from: 1 } }),
  )
  .withPanel(partitions("Offline partitions", "kafka_topic_partition_offline"))
  .withPanel(partitions("Under min ISR", "kafka_topic_partition_under_min_isr"))
  .withPanel(
    partitions("Under-replicated", "kafka_topic_partition_under_replicated_partition"),
  )
  .withPanel(partitions("Moving", "kafka_topic_partition_reassigning", false))
  .withRow(new RowBuilder("Alerts that fire"))
  .withPanel(
    table(
      "Alerts",
      {
        alertname: "Alert",
        severity: "Severity",
        topic: "Topic",
        group: "Group",
        broker: "Broker",
      },
      [{
        head: "Firing",
        expr: `sum by (alertname, severity, topic, group, broker)
          (ALERTS{alertstate="firing",${C},alertname!="Watchdog"})`,
      }],
      { height: 7 },
    ),
  )
  .withRow(new RowBuilder("Use"))
  .withPanel(
    graph(
      "Messages in, by topic",
      { "{{topic}}": `topk(10, kafka:topic_messages:rate5m{${C}})` },
      { unit: "mps", stacked: true, description: "The ten largest, by how their ends move." },
    ),
  )
  .withPanel(
    graph("Bytes, all brokers", {
      "from producers":
        `sum(rate(kafka_server_brokertopicmetrics_bytesin_total{${C}}[$__rate_interval]))`,
      "to consumers":
        `sum(rate(kafka_server_brokertopicmetrics_bytesout_total{${C}}[$__rate_interval]))`,
      "between brokers":
        `sum(rate(kafka_server_brokertopicmetrics_replicationbytesin_total{${C}}[$__rate_interval]))`,
    }, { unit: "Bps" }),
  )
  .withPanel(
    graph("Lag in seconds, the worst groups", {
      "{{group}}": `topk(10, max by (group) (kafka:consumergroup_lag_seconds:max{${C}}))`,
    }, { unit: "s", description: "The age of the oldest record that the group has not read." }),
  )
  .withPanel(
    graph("Unread messages, the worst groups", {
      "{{group}}": `topk(10, sum by (group) (kafka:consumergroup_lag:sum{${C}}))`,
    }),
  )
  .withRow(new RowBuilder("Size"))
  .withPanel(stat("Topics", `count(max by (topic) (kafka_topic_partitions{${C}}))`, { span: 4 }))
  .withPanel(stat("Partitions", `sum(max by (topic) (kafka_topic_partitions{${C}}))`, { span: 4 }))
  .withPanel(
    stat("Consumer groups", `count(max by (consumergroup) (kafka_consumergroup_info{${C}}))`, {
      span: 4,
    }),
  )
  .withPanel(
    stat("Stored, all replicas", `sum(max by (topic) (kafka_topic_size_bytes{${C}}))`, {
      unit: "bytes",
      span: 4,
    }),
  )
  .withPanel(
    stat(
      "Fullest directory",
      `max(1 - kafka_broker_log_dir_usable_bytes{${C}} / kafka_broker_log_dir_total_bytes{${C}})`,
      { unit: "percentunit", span: 4, bad: { from: 0.85 } },
    ),
  )
  .withPanel(stat("Active controller", `max(kafka_quorum_leader{${C}})`, { unit: "none", span: 4 }))
  .withPanel(
    graph("Partitions led, by broker", {
      "broker {{broker}}":
        `count_values("broker", max by (topic, partition) (kafka_topic_partition_leader{${C}}))`,
    }, { span: 24, description: "Far apart: leaders are unevenly spread." }),
  );

function partitions(title: string, metric: string, isBad = true) {
  const expr = `sum(max by (topic, partition) (${metric}{${C}}))`;
  return stat(title, expr, isBad ? { bad: { from: 1 } } : {});
}
