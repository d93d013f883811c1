import assert from "node:assert/strict";
import { openSharedLab } from "../../lab/shared_lab.ts";
import { RunningProgram } from "../../program/running_program.ts";
import { uniqueName } from "../../program/unique_name.ts";
import { waitUntilPasses } from "../../program/wait_for.ts";

Deno.test("quorum, topic settings and sizes are what Kafka itself says", async () => {
  await using lab = await openSharedLab();
  const topic = uniqueName("parts");
  await lab.client.createTopic(topic, {
    partitions: 2,
    replicationFactor: 3,
    config: { "retention.ms": "7200000", "min.insync.replicas": "2" },
  });
  const plain = uniqueName("plain");
  await lab.client.createTopic(plain, { partitions: 1, replicationFactor: 1 });
  await lab.client.produce(topic, { count: 500, size: 1_000 });
  const bytes = await lab.client.topicBytes(topic);
  const byDefault = await lab.client.topicConfig(plain, "min.insync.replicas");
  await using program = await startProgram(lab.flags);

  await waitUntilPasses("the quorum is told", async () => {
    const quorum = lab.mode === "kraft" ? await lab.client.quorum() : undefined;
    const metrics = await program.scrape();
    assert.equal(metrics.select("kafka_cluster_info", { mode: lab.mode }).length, 1);
    assert.equal(metrics.value("kafka_quorum_leader"), quorum?.leader);
    assert.equal(metrics.value("kafka_quorum_epoch"), quorum?.epoch);
    assert.equal(metrics.value("kafka_quorum_voters"), quorum?.voters);
    const lags = metrics.select("kafka_quorum_replica_lag_seconds", { role: "voter" });
    assert.equal(lags.length, quorum === undefined ? 0 : 3);
    assert.ok(lags.every(({ value }) => value < 10));
  }, 60_000);

  // Directories are read once a minute, and settings of topics once.
  await program.scrapeUntilPasses("sizes and settings are told", (metrics) => {
    assert.equal(metrics.value("kafka_topic_size_bytes", { topic }), bytes);
    const dirs = metrics.select("kafka_broker_log_dir_up");
    assert.equal(dirs.length, 6, "two directories a broker");
    assert.ok(dirs.every(({ value }) => value === 1));
    for (const { labels } of dirs) {
      const usable = metrics.value("kafka_broker_log_dir_usable_bytes", labels);
      const total = metrics.value("kafka_broker_log_dir_total_bytes", labels);
      assert.ok(usable! > 0 && usable! < total!);
    }

    assert.equal(metrics.value("kafka_topic_retention_seconds", { topic }), 7_200);
    assert.equal(metrics.value("kafka_topic_retention_bytes", { topic }), Infinity);
    assert.equal(metrics.value("kafka_topic_min_insync_replicas", { topic }), 2);
    assert.equal(metrics.value("kafka_topic_replication_factor", { topic }), 3);
    const info = { topic, cleanup_policy: "delete", internal: "false" };
    assert.equal(metrics.value("kafka_topic_info", info), 1);
    assert.equal(
      metrics.value("kafka_topic_min_insync_replicas", { topic: plain }),
      Number(byDefault),
    );
    for (const partition of ["0", "1"]) {
      const of = { topic, partition };
      assert.equal(metrics.value("kafka_topic_partition_under_min_isr", of), 0);
      assert.equal(metrics.value("kafka_topic_partition_at_min_isr", of), 0);
      assert.equal(metrics.value("kafka_topic_partition_reassigning", of), 0);
    }
  }, 90_000);
});

Deno.test("what happens to topics is counted, and groups that go leave at once", async () => {
  await using lab = await openSharedLab();
  const { client } = lab;
  const [topic, group] = [uniqueName("counted"), uniqueName("going")];
  await client.createTopic(topic, { partitions: 2, replicationFactor: 1 });
  await client.commit(group, topic, [0]);
  await using program = await startProgram(lab.flags);
  const name = "kafka_topic_partition_count_changes_total";
  const count = (direction: string, value: number) =>
    program.scrapeUntil(
      `${direction} is counted ${value} times`,
      (seen) => seen.value(name, { topic, direction }) === value,
      60_000,
    );
  await count("increase", 0);
  await client.createPartitions(topic, 3);
  await count("increase", 1);
  await program.scrapeUntil(
    "the group is served",
    (seen) => seen.value("kafka_consumergroup_lag_sum", { consumergroup: group, topic }) === 0,
    60_000,
  );
  await client.deleteGroup(group);
  await program.scrapeUntilPasses("the group has left", ({ samples, value }) => {
    assert.deepEqual(samples.filter(({ labels }) => labels["consumergroup"] === group), []);
    assert.equal(value(name, { topic, direction: "recreate" }), 0);
  });
});

function startProgram(flags: readonly string[]) {
  return RunningProgram.start([...flags, "--interval=1s"]);
}
