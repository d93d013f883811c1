import type { AlertType } from "../model/alert_event.ts";

/** What alerts are called in Alertmanager; Prometheus' rules about the same things share them. */
const ALERT_NAMES: Readonly<Record<AlertType, string>> = {
  under_replicated_partitions: "KafkaUnderReplicatedPartitions",
  offline_partitions: "KafkaOfflinePartitions",
  consumer_lag: "KafkaConsumerLag",
  partition_count_change: "KafkaTopicPartitionCountChanged",
  message_rate_anomaly: "KafkaMessageRateAnomaly",
  jvm_memory: "KafkaJvmMemory",
  under_min_isr: "KafkaUnderMinIsr",
  broker_down: "KafkaBrokerDown",
  consumer_group_stalled: "KafkaConsumerGroupStalled",
  retention_loss: "KafkaRetentionLoss",
  hanging_transaction: "KafkaHangingTransaction",
  reassignment_stuck: "KafkaReassignmentStuck",
  log_dir: "KafkaLogDir",
  quorum_unhealthy: "KafkaQuorumUnhealthy",
  monitor_blind: "KafkaMonitorBlind",
};

/** The alert's name in Alertmanager; of alerts from elsewhere, which have one, that. */
export function alertNameOf(type: string): string {
  return Object.hasOwn(ALERT_NAMES, type) ? ALERT_NAMES[type as AlertType] : type;
}
