import { RowBuilder } from "@grafana/grafana-foundation-sdk/dashboard";
import { board } from "./board.ts";
import { graph, table } from "./panels.ts";

const C = 'cluster=~"$cluster"';
const CB = `${C},broker=~"$broker"`;
const B = "broker {{broker}}";
const LIMIT = "{{broker}} at most";

/** Brokers by what their JVMs tell, their directories, and the controllers' quorum. */
export const brokers = board(
  "kafka-brokers",
  "Kafka: brokers and JVM",
  "Brokers by what their JMX agents tell, their directories, and the controllers' quorum.",
  ["broker"],
)
  .withRow(new RowBuilder("Brokers"))
  .withPanel(
    table("Brokers", { id: "Broker" }, [
      { head: "Up", expr: `max by (id) (kafka_broker_up{${C}})` },
      { head: "Answers", expr: `max by (id) (kafka_sentinel_broker_reachable{${C}})` },
      {
        head: "Logs",
        expr: `sum by (id) (max by (id, dir) (kafka_broker_log_dir_size_bytes{${C}}))`,
        unit: "bytes",
      },
      {
        head: "Left in the fullest directory",
        expr: `min by (id)
          (kafka_broker_log_dir_usable_bytes{${C}} / kafka_broker_log_dir_total_bytes{${C}})`,
        unit: "percentunit",
      },
      {
        head: "Behind the quorum's leader",
        expr: `max by (id) (kafka_quorum_replica_lag_seconds{${C}})`,
        unit: "s",
      },
    ], { height: 7 }),
  )
  .withRow(new RowBuilder("Requests"))
  .withPanel(times("Produce"))
  .withPanel(times("FetchConsumer"))
  .withPanel(
    graph("Request handlers idle", {
      [B]:
        `rate(kafka_server_kafkarequesthandlerpool_requesthandleravgidle_nanoseconds_total{${CB}}[$__rate_interval]) / 1e9`,
    }, { unit: "percentunit", max: 1, description: "Below 30 %, requests wait." }),
  )
  .withPanel(
    graph("Network threads idle", {
      [B]: `kafka_network_socketserver_networkprocessoravgidlepercent{${CB}}`,
    }, { unit: "percentunit", max: 1 }),
  )
  .withPanel(
    graph("Bytes from producers", {
      [B]: `rate(kafka_server_brokertopicmetrics_bytesin_total{${CB}}[$__rate_interval])`,
    }, { unit: "Bps" }),
  )
  .withPanel(
    graph("Failed requests", {
      [`${B} produce`]:
        `rate(kafka_server_brokertopicmetrics_failedproducerequests_total{${CB}}[$__rate_interval])`,
      [`${B} fetch`]:
        `rate(kafka_server_brokertopicmetrics_failedfetchrequests_total{${CB}}[$__rate_interval])`,
    }, { unit: "reqps" }),
  )
  .withRow(new RowBuilder("JVM"))
  .withPanel(
    graph("Heap in use", {
      [B]: `jvm_memory_used_bytes{${CB},area="heap"}`,
      [LIMIT]: `jvm_memory_max_bytes{${CB},area="heap"}`,
    }, { unit: "bytes", description: "It goes up and down by design: see the next panel." }),
  )
  .withPanel(
    graph("Old generation after collections", {
      [B]: `jvm_memory_pool_collection_used_bytes{${CB},pool=~".*(Old Gen|Tenured Gen)"}
        / (jvm_memory_pool_max_bytes{${CB},pool=~".*(Old Gen|Tenured Gen)"} > 0)`,
    }, { unit: "percentunit", max: 1, description: "What is really in use; above 80 % is much." }),
  )
  .withPanel(
    graph("Time in garbage collections", {
      [`${B} {{gc}}`]: `rate(jvm_gc_collection_seconds_sum{${CB}}[$__rate_interval])`,
    }, { unit: "percentunit" }),
  )
  .withPanel(
    graph("CPU", {
      [B]: `rate(process_cpu_seconds_total{${CB},job="kafka-jmx"}[$__rate_interval])`,
    }, {
      description: "Cores in use.",
    }),
  )
  .withPanel(
    graph("Open files", {
      [B]: `process_open_fds{${CB},job="kafka-jmx"}`,
      [LIMIT]: `process_max_fds{${CB},job="kafka-jmx"}`,
    }),
  )
  .withPanel(
    graph("Connections", {
      [`${B} {{listener}}`]: `sum by (broker, listener)
        (kafka_server_socketservermetrics_connection_count{${CB}})`,
    }),
  )
  .withRow(new RowBuilder("Replication and controllers"))
  .withPanel(
    graph("Replicas that left the ISR", {
      [B]: `rate(kafka_server_replicamanager_isrshrinks_total{${CB}}[$__rate_interval])`,
    }),
  )
  .withPanel(
    graph("Furthest follower", { [B]: `kafka_server_replicafetchermanager_maxlag{${CB}}` }, {
      description: "Messages that this broker's replicas are behind their leaders.",
    }),
  )
  .withPanel(
    graph("Controllers behind the leader", {
      "{{id}} {{role}}": `max by (id, role) (kafka_quorum_replica_lag_records{${C}})`,
    }, { description: "In records of the metadata log; KRaft only." }),
  )
  .withPanel(
    graph("Elections of the quorum", { epoch: `max(kafka_quorum_epoch{${C}})` }, {
      description: "Every step is an election of the active controller; KRaft only.",
    }),
  );

function times(request: string) {
  const metric = "kafka_network_requestmetrics_totaltime_milliseconds";
  return graph(`${request}: slowest hundredth`, {
    [B]: `${metric}{${CB},request="${request}",quantile="0.99"}`,
  }, { unit: "ms" });
}
