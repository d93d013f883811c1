import assert from "node:assert/strict";
import { openSharedLab } from "../../lab/shared_lab.ts";
import { Onset } from "../../program/onset.ts";
import { ProvokedAlerts } from "../../program/provoked_alerts.ts";
import { uniqueName } from "../../program/unique_name.ts";

const NAME = uniqueName("held");
const HELD = { topic: NAME };
const INTERVAL_MS = 1_000;
const AFTER_MS = 5_000;
/** How often open transactions are looked for. */
const LOOKED_FOR_MS = 30_000;

const SETTINGS = `
clusters:
  - bootstrap_servers: SERVERS
    interval: 1s
    request_timeout: 10s
    topic_filter: "^${NAME}"
    group_filter: "^${NAME}"
alerts:
  kafka: { topic: TOPIC, create_topics: true }
  alertmanager: { urls: [MANAGER] }
  rules: { hanging_transaction: { after: 5s } }
`;

Deno.test("a transaction that stays open is told in time, and so is its end", async () => {
  await using lab = await openSharedLab();
  const { client } = lab;
  await client.createTopic(NAME, { partitions: 2, replicationFactor: 3 });
  // Last stable offsets are only looked at where some group has something to read.
  await client.commit(NAME, NAME, [0, 0]);
  await using program = await ProvokedAlerts.start(lab, SETTINGS);
  const { running } = program;
  await running.scrapeUntil(
    "the group is known",
    (seen) => seen.value("kafka_consumergroup_members", { consumergroup: NAME }) === 0,
    60_000,
  );
  const transaction = await client.holdTransaction(NAME, 5);
  const begin = await Onset.now(running);
  const partition = { ...HELD, partition: "0" };
  await running.scrapeUntil(
    "the transaction is seen",
    (seen) => seen.value("kafka_topic_partition_last_stable_offset_lag", partition)! > 0,
    90_000,
  );
  const sight = await Onset.now(running);
  const alert = await program.firing("hanging_transaction", HELD, "warning");
  await sight.wasMetPromptly(alert, { intervalMs: INTERVAL_MS, forMs: AFTER_MS });
  const forMs = LOOKED_FOR_MS + AFTER_MS;
  await begin.wasMetPromptly(alert, { intervalMs: INTERVAL_MS, forMs });
  assert.match(alert.summary, /^A transaction on 1 partition of /);
  assert.equal(alert.worst[0]!.name, `${NAME}-0`);
  await client.stopTask(transaction);
  // Where one is open, it is looked at in every cycle.
  await program.over("hanging_transaction", HELD, 0.8 * LOOKED_FOR_MS);
  assert.deepEqual(await program.reasons("hanging_transaction", HELD), ["started", "resolved"]);
});
