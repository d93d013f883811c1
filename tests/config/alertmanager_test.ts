import assert from "node:assert/strict";
import { PROJECT_ROOT } from "../../scripts/project_root.ts";
import { ensureCommands } from "../../scripts/setup/debian_packages.ts";
import { runCommand } from "../../scripts/setup/run_command.ts";
import { readAlerts } from "./rule_files.ts";

const FOLDER = `${PROJECT_ROOT}config/alertmanager/`;

await ensureCommands("amtool");

Deno.test("amtool finds no fault with alertmanager.yml", async () => {
  await runCommand("amtool", ["check-config", `${FOLDER}alertmanager.yml`]);
});

/** Label sets and the receivers that they go to, in order. */
const ROUTES: readonly (readonly [labels: string, receivers: string])[] = [
  ["alertname=Watchdog severity=info", "dead-mans-switch"],
  ["alertname=KafkaBrokerDown severity=critical", "kafka-topics,pager"],
  ["alertname=KafkaConsumerLag severity=warning", "kafka-topics,chat"],
  ["alertname=KafkaTopicDeleted severity=info", "kafka-topics,chat-quiet"],
  ["alertname=SomethingElse", "kafka-topics,chat"],
  // What the program raised itself is in the Kafka topics already: no loop.
  ["alertname=KafkaBrokerDown severity=critical source=kafka-sentinel", "pager"],
  ["alertname=KafkaConsumerLag severity=warning source=kafka-sentinel", "chat"],
  ["alertname=KafkaConsumerLag severity=info source=kafka-sentinel", "chat-quiet"],
];

for (const [labels, receivers] of ROUTES) {
  Deno.test(`{${labels}} goes to ${receivers}`, async () => {
    const file = `--config.file=${FOLDER}alertmanager.yml`;
    const words = ["config", "routes", "test", file, `--verify.receivers=${receivers}`];
    await runCommand("amtool", [...words, ...labels.split(" ")]);
  });
}

Deno.test("inhibition names alerts that there are", async () => {
  const text = await Deno.readTextFile(`${FOLDER}alertmanager.yml`);
  const names = new Set((await readAlerts()).map(({ alert }) => alert));
  const used = [...text.matchAll(/\bKafka[A-Z]\w+/g)].map(([name]) => name)
    .filter((name) => name !== "KafkaAlertDeliveryFailing");
  assert.ok(used.length > 10);
  assert.deepEqual(used.filter((name) => !names.has(name)), []);
});
