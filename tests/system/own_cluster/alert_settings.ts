import type { KafkaLab } from "../../lab/kafka_lab.ts";

/** Settings with short times, for the program that suffers and for one that is left alone. */
export function alertSettings(
  lab: KafkaLab,
  topic: string,
  alertmanager: string | undefined,
): string {
  const servers = JSON.stringify(lab.bootstrapServers);
  return `
clusters:
  - { name: lab, bootstrap_servers: ${servers}, interval: 500ms, request_timeout: 1s }
alerts:
  kafka: { topic: ${topic}, create_topics: true }
  ${
    alertmanager === undefined
      ? ""
      : `alertmanager: { urls: ["${alertmanager}"], resend_interval: 1s }`
  }
  rules:
    under_replicated_partitions: { for: 1s }
    offline_partitions: { for: 1s }
    under_min_isr: { for: 1s }
    broker_down: { for: 1s }
    consumer_lag: { for: 1s, messages: 100 }
    monitor_blind: { for: 2s, broker_for: 10m }
    partition_count_change: { shown_for: 5s }
`;
}
