import type { AlertType } from "../model/alert_event.ts";
import type { Rule } from "./rule.ts";
import { brokerDown } from "./rules/broker_down.ts";
import { consumerGroupStalled } from "./rules/consumer_group_stalled.ts";
import { consumerLag } from "./rules/consumer_lag.ts";
import { hangingTransaction } from "./rules/hanging_transaction.ts";
import { jvmMemory } from "./rules/jvm_memory.ts";
import { logDir } from "./rules/log_dir.ts";
import { messageRateAnomaly } from "./rules/message_rate_anomaly.ts";
import { monitorBlind } from "./rules/monitor_blind.ts";
import { offlinePartitions } from "./rules/offline_partitions.ts";
import { partitionCountChange } from "./rules/partition_count_change.ts";
import { quorumUnhealthy } from "./rules/quorum_unhealthy.ts";
import { reassignmentStuck } from "./rules/reassignment_stuck.ts";
import { retentionLoss } from "./rules/retention_loss.ts";
import type { RulesSettings } from "./rules/settings.ts";
import { underMinIsr } from "./rules/under_min_isr.ts";
import { underReplicatedPartitions } from "./rules/under_replicated_partitions.ts";

/** The rule of every type of alert. A new type is a line here, a file and its settings. */
const RULES: { readonly [T in AlertType]: (settings: RulesSettings[T]) => Rule } = {
  under_replicated_partitions: underReplicatedPartitions,
  offline_partitions: offlinePartitions,
  consumer_lag: consumerLag,
  partition_count_change: partitionCountChange,
  message_rate_anomaly: messageRateAnomaly,
  jvm_memory: jvmMemory,
  under_min_isr: underMinIsr,
  broker_down: brokerDown,
  consumer_group_stalled: consumerGroupStalled,
  retention_loss: retentionLoss,
  hanging_transaction: hangingTransaction,
  reassignment_stuck: reassignmentStuck,
  log_dir: logDir,
  quorum_unhealthy: quorumUnhealthy,
  monitor_blind: monitorBlind,
};

/** The rules that are enabled, with their thresholds. */
export function allRules(settings: RulesSettings): readonly Rule[] {
  const types = Object.keys(RULES) as AlertType[];
  return types.filter((type) => settings[type].enabled).map((type) => ruleOf(type, settings));
}

function ruleOf<T extends AlertType>(type: T, settings: RulesSettings): Rule {
  return RULES[type](settings[type]);
}
