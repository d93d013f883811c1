import assert from "node:assert/strict";
import { startLab } from "../../lab/kafka_lab.ts";
import { askEveryMessage } from "../ask_every_message.ts";
import { RunningProgram } from "../../program/running_program.ts";

/** What Kafka 3.0 with ZooKeeper does not have. */
const NEWER_MESSAGES = [
  "ConsumerGroupDescribe",
  "DescribeQuorum",
  "DescribeShareGroupOffsets",
  "ShareGroupDescribe",
  "StreamsGroupDescribe",
];

Deno.test("Kafka 3.0 with ZooKeeper is read, but for what it does not have", async () => {
  await using lab = await startLab({ nodes: 1, version: "3.0.2", mode: "zookeeper" });
  const { client } = lab;
  const config = { "retention.ms": "7200000" };
  await client.createTopic("old", { partitions: 2, replicationFactor: 1, config });
  await client.produce("old", { count: 9, partition: 0 });
  await client.commit("stored", "old", [4]);
  const task = await client.startConsumer({ group: "live", protocol: "classic", topics: ["old"] });
  const servers = lab.bootstrapServers.join(",");
  await using program = await RunningProgram.start([`--kafka.server=${servers}`, "--interval=1s"]);
  const of = { topic: "old", partition: "0" };
  const lag = "kafka_consumergroup_lag_sum";
  const seen = await program.scrapeUntilPasses("everything is served", (now) => {
    assert.equal(now.value(lag, { consumergroup: "stored", topic: "old" }), 5);
    assert.equal(now.value(lag, { consumergroup: "live", topic: "old" }), 0);
    assert.equal(now.value("kafka_consumergroup_members", { consumergroup: "live" }), 1);
    const state = { consumergroup: "live", state: "Stable" };
    assert.equal(now.value("kafka_consumergroup_state", state), 1);
    assert.equal(now.value("kafka_topic_retention_seconds", { topic: "old" }), 7_200);
    assert.ok(now.value("kafka_topic_size_bytes", { topic: "old" })! > 0);
    assert.equal(now.select("kafka_cluster_info", { mode: "zookeeper" }).length, 1);
    assert.equal(now.value("kafka_broker_up", { id: "1" }), 1);
    assert.equal(now.value("kafka_topic_partition_current_offset", of), 9);
    assert.equal(now.value("kafka_topic_partition_under_min_isr", of), 0);
    assert.equal(now.value("kafka_topic_partition_reassigning", of), 0);
    const dirs = now.select("kafka_broker_log_dir_up");
    assert.ok(dirs.length > 0 && dirs.every(({ value }) => value === 1));
  });
  assert.deepEqual(seen.select("kafka_quorum_leader"), []);
  assert.deepEqual(seen.select("kafka_broker_log_dir_total_bytes"), [], "told since Kafka 3.3");
  await client.stopTask(task);
  await client.deleteGroup("stored");
  await client.deleteTopic("old");
  await program.scrapeUntil(
    "the topic and the group are gone",
    (now) =>
      now.select("kafka_topic_partitions", { topic: "old" }).length === 0 &&
      now.select("kafka_consumergroup_info", { consumergroup: "stored" }).length === 0,
    60_000,
  );
  const unknown = await askEveryMessage(lab, { tellsDiskSizes: false });
  assert.deepEqual(unknown, NEWER_MESSAGES);
  const errors = (await program.scrape()).select("kafka_sentinel_request_errors_total");
  // A broker of a busy machine may be late; what it does not know it would refuse.
  const refused = errors.filter(({ labels, value }) => value > 0 && labels["reason"] !== "timeout");
  assert.deepEqual(refused, []);
});
