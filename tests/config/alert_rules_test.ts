import assert from "node:assert/strict";
import { RUNBOOKS_URL } from "../../src/cli/runbooks_url.ts";
import { durationSeconds } from "../stack/shorten_rules.ts";
import { selectorsOf } from "./promql_selectors.ts";
import { readAlerts } from "./rule_files.ts";

/** Alerts that the program raises itself, too: the names are the same, so that Alertmanager knows. */
const NATIVE = [
  "KafkaUnderReplicatedPartitions",
  "KafkaOfflinePartitions",
  "KafkaConsumerLag",
  "KafkaTopicPartitionCountChanged",
  "KafkaMessageRateAnomaly",
  "KafkaJvmMemory",
  "KafkaUnderMinIsr",
  "KafkaBrokerDown",
  "KafkaConsumerGroupStalled",
  "KafkaRetentionLoss",
  "KafkaHangingTransaction",
  "KafkaReassignmentStuck",
  "KafkaLogDir",
  "KafkaQuorumUnhealthy",
  "KafkaMonitorBlind",
];

/** For so long the program serves the offsets, the freshest part of its data, after reading them. */
const DATA_AGE_SECONDS = 45;

const alerts = await readAlerts();

Deno.test("every alert that the program raises has a rule of the same name", () => {
  const names = new Set(alerts.map(({ alert }) => alert));
  assert.deepEqual(NATIVE.filter((name) => !names.has(name)), []);
});

Deno.test("every alert has a severity, a summary, a description and the link to its runbook", () => {
  for (const { alert, labels = {}, annotations = {} } of alerts) {
    assert.match(labels["severity"] ?? "", /^(info|warning|critical)$/, alert);
    assert.deepEqual(Object.keys(annotations), ["summary", "description", "runbook_url"], alert);
    assert.ok(annotations["summary"]!.length < 120, alert);
    assert.match(annotations["description"]!, /\.( *\{\{ end \}\})?$/, alert);
    assert.equal(annotations["runbook_url"], `${RUNBOOKS_URL}${alert}.md`);
  }
});

Deno.test("an alert about a state of Kafka goes on longer than the program serves old data", () => {
  const blind = alerts.find(({ alert }) => alert === "KafkaMonitorBlind");
  const blindAfter = DATA_AGE_SECONDS + durationSeconds(blind!.for!);
  for (const { alert, expr, for: wait, keep_firing_for: keep } of alerts) {
    const served = selectorsOf(expr).some(({ metric }) =>
      /^kafka_(topic|broker_(up|log)|consumergroup|quorum)/.test(metric)
    );
    // Events end by themselves.
    const isEvent = wait === undefined || alert === "KafkaTopicDeleted";
    if (!served || isEvent || alert === "KafkaMonitorBlind") continue;
    assert.ok(
      durationSeconds(keep ?? "0s") > blindAfter,
      `${alert} ends before the blindness is told`,
    );
  }
});
