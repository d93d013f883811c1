import { RowBuilder } from "@grafana/grafana-foundation-sdk/dashboard";
import { board } from "./board.ts";
import { graph, stat } from "./panels.ts";

const C = 'cluster=~"$cluster"';
const S = 'job=~"kafka-sentinel.*"';

/** kafka-sentinel itself: what it reads, what it costs, and whether its alerts arrive. */
export const monitor = board(
  "kafka-sentinel",
  "Kafka: the monitor itself",
  "What kafka-sentinel reads, what it costs, and whether alerts arrive.",
)
  .withRow(new RowBuilder("What it sees"))
  .withPanel(stat("Clusters seen", "sum(max by (cluster) (kafka_up))"))
  .withPanel(
    stat("Clusters not seen", "sum(1 - max by (cluster) (kafka_up))", { bad: { from: 1 } }),
  )
  .withPanel(
    stat("Brokers that answer", `sum(max by (id) (kafka_sentinel_broker_reachable{${C}}))`),
  )
  .withPanel(
    stat("Collectors that fail", "sum(1 - kafka_sentinel_collector_success)", { bad: { from: 1 } }),
  )
  .withPanel(stat("Series", `sum(kafka_sentinel_series{job="kafka-sentinel"})`))
  .withPanel(
    stat("Settings read", "min(kafka_sentinel_config_last_reload_successful)", {
      bad: { below: 1 },
      description: "0: the newest settings were wrong; the old ones go on.",
    }),
  )
  .withPanel(
    stat("Memory now", `max(process_resident_memory_bytes{job="kafka-sentinel"})`, {
      unit: "bytes",
    }),
  )
  .withPanel(
    stat("Running for", `time() - max(process_start_time_seconds{job="kafka-sentinel"})`, {
      unit: "dtdurations",
    }),
  )
  .withRow(new RowBuilder("Reading"))
  .withPanel(
    graph("Time of a cycle", {
      median: cycle(0.5),
      "slowest hundredth": cycle(0.99),
    }, { unit: "s" }),
  )
  .withPanel(
    graph("Age of what was read", {
      "{{part}}": `time() - max by (part) (kafka_sentinel_part_read_timestamp_seconds{${C}})`,
    }, { unit: "s" }),
  )
  .withPanel(
    graph("Requests to Kafka", {
      "{{api}}": `sum by (api) (rate(kafka_sentinel_requests_total{${C}}[$__rate_interval]))`,
    }, { unit: "reqps", stacked: true }),
  )
  .withPanel(
    graph("Requests without an answer", {
      "{{api}} {{reason}}":
        `sum by (api, reason) (rate(kafka_sentinel_request_errors_total{${C}}[$__rate_interval]))`,
    }, { unit: "reqps" }),
  )
  .withPanel(
    graph("Throttled by brokers", {
      "broker {{id}}": `rate(kafka_sentinel_throttle_seconds_total{${C}}[$__rate_interval])`,
    }, { unit: "s", description: "Seconds a second that a broker told the program to wait." }),
  )
  .withPanel(
    graph("Cycles", {
      "{{result}}": `sum by (result) (rate(kafka_sentinel_cycles_total{${C}}[$__rate_interval]))`,
    }),
  )
  .withRow(new RowBuilder("Cost"))
  .withPanel(
    graph("CPU", {
      "{{instance}}": `rate(process_cpu_seconds_total{job="kafka-sentinel"}[$__rate_interval])`,
    }, { description: "Cores in use." }),
  )
  .withPanel(
    graph("Memory", { "{{instance}}": `process_resident_memory_bytes{job="kafka-sentinel"}` }, {
      unit: "bytes",
    }),
  )
  .withPanel(
    graph("Event loop late, slowest hundredth", {
      "{{instance}}": `histogram_quantile(0.99, sum by (instance, le)
        (rate(kafka_sentinel_loop_block_seconds_bucket[$__rate_interval])))`,
    }, { unit: "s" }),
  )
  .withPanel(graph("Scrapes", { "{{instance}}": `scrape_duration_seconds{${S}}` }, { unit: "s" }))
  .withRow(new RowBuilder("Alerts"))
  .withPanel(
    graph("Alerts of the program", {
      "{{type}} {{severity}} {{state}}":
        `sum by (type, severity, state) (kafka_sentinel_alerts{${C}}) > 0`,
    }),
  )
  .withPanel(
    graph("Waiting to be handed over", {
      "{{sink}}": "max by (sink) (kafka_sentinel_sink_queue_length)",
    }),
  )
  .withPanel(
    graph("Handed over", {
      "{{sink}}": "sum by (sink) (rate(kafka_sentinel_sink_events_total[$__rate_interval]))",
    }),
  )
  .withPanel(
    graph("Notifications that failed", {
      "{{sink}}": "sum by (sink) (rate(kafka_sentinel_sink_failures_total[$__rate_interval]))",
      "Alertmanager {{integration}}":
        "sum by (integration) (rate(alertmanager_notifications_failed_total[$__rate_interval]))",
    }),
  );

function cycle(quantile: number): string {
  return `histogram_quantile(${quantile}, sum by (le)
    (rate(kafka_sentinel_cycle_duration_seconds_bucket{${C}}[$__rate_interval])))`;
}
