import assert from "node:assert/strict";
import { USERS } from "../../lab/secured_lab.ts";
import { openSharedLab } from "../../lab/shared_lab.ts";
import { RunningProgram } from "../../program/running_program.ts";
import { waitFor } from "../../program/wait_for.ts";
import { uniqueName } from "../../program/unique_name.ts";

Deno.test("a secured cluster is read with TLS, a login and as far as it is allowed", async (t) => {
  await using lab = await openSharedLab();
  const { client } = lab;
  const { addresses, certificates } = lab.secured!;
  const folder = await Deno.makeTempDir();
  const [seenTopic, hidden] = [uniqueName("seen"), uniqueName("hidden")];
  const readers = uniqueName("readers");
  for (const topic of [seenTopic, hidden]) {
    await client.createTopic(topic, { partitions: 2, replicationFactor: 1 });
    await client.produce(topic, { count: 5, partition: 0 });
  }
  await client.commit(readers, seenTopic, [2]);
  await Deno.writeTextFile(`${folder}/password`, `${USERS.newcomer}\n`);
  const settings = `
clusters:
  - name: secure
    interval: 1s
    bootstrap_servers: ["${addresses.saslSsl}"]
    tls: { ca_file: ${certificates.ca} }
    sasl: { mechanism: scram-sha-512, username: newcomer, password_file: ${folder}/password }
  - name: away
    interval: 1s
    bootstrap_servers: ["127.0.0.1:1"]
`;
  await Deno.writeTextFile(`${folder}/settings.yaml`, settings);
  await using program = await RunningProgram.start([`--config.file=${folder}/settings.yaml`]);
  const cluster = "secure";

  await t.step("without permissions there is a cluster, and nothing in it", async () => {
    const inIt = [
      "kafka_topic_partitions",
      "kafka_quorum_leader",
      "kafka_broker_log_dir_up",
      "kafka_consumergroup_info",
    ];
    await program.scrapeUntil("the cluster is read", (seen) => {
      for (const name of inIt) assert.deepEqual(seen.select(name), []);
      // The other does not hold it up.
      return seen.value("kafka_up", { cluster }) === 1 &&
        seen.value("kafka_up", { cluster: "away" }) === 0 &&
        seen.value("kafka_brokers", { cluster }) === 3;
    }, 60_000);
  });

  await t.step("a topic that may be described is served, without its settings", async () => {
    await client.allow("newcomer", "topic", seenTopic, "describe");
    const of = { topic: seenTopic, partition: "0" };
    await program.scrapeUntil("the topic is served", (seen) => {
      assert.deepEqual(seen.select("kafka_topic_partitions", { topic: hidden }), []);
      assert.deepEqual(seen.select("kafka_topic_min_insync_replicas"), []);
      return seen.value("kafka_topic_partition_current_offset", of) === 5;
    }, 60_000);
  });

  await t.step("the quorum and log directories need the cluster", async () => {
    await client.allow("newcomer", "cluster", "kafka-cluster", "describe");
    // Who is refused log directories is asked again after a minute only; another start asks at once.
    await using another = await RunningProgram.start([`--config.file=${folder}/settings.yaml`]);
    await another.scrapeUntil(
      "both are served",
      (now) =>
        now.value("kafka_quorum_leader", { cluster })! > 0 &&
        now.value("kafka_topic_size_bytes", { topic: seenTopic })! > 0,
      90_000,
    );
  });

  await t.step("groups need theirs", async () => {
    await client.allow("newcomer", "group", "*", "describe");
    await program.scrapeUntil(
      "the group is served",
      (now) => now.value("kafka_consumergroup_lag_sum", { consumergroup: readers }) === 3,
      60_000,
    );
  });

  await t.step("ages of unread records need no right to read them", async () => {
    const group = { group: readers };
    await waitFor("the age is told, by bisection", async () => {
      const seen = await program.scrape(program.lagUrl);
      const age = seen.value("kafka_consumergroup_group_max_lag_seconds", group);
      const method = { cluster, method: "bisection" };
      return age! > 0 && seen.value("kafka_consumergroup_time_lag_partitions", method) === 1;
    }, 60_000);
  });

  await t.step("settings of topics need another right", async () => {
    // In this order: settings of a topic that is seen are asked for at once, and if they are refused,
    // after minutes only.
    await client.allow("newcomer", "topic", "*", "describe_configs");
    await client.allow("newcomer", "topic", "*", "describe");
    await program.scrapeUntil(
      "a new topic's settings are served",
      (now) => now.value("kafka_topic_min_insync_replicas", { topic: hidden }) === 2,
      60_000,
    );
  });

  const { code } = await program.stop();
  assert.equal(code, 0, program.log);
  assert.ok(!program.log.includes(USERS.newcomer), "a secret was logged");
  await Deno.remove(folder, { recursive: true });
});
