import assert from "node:assert/strict";
import { openSharedLab } from "../../lab/shared_lab.ts";
import { RunningProgram } from "../../program/running_program.ts";
import { uniqueName } from "../../program/unique_name.ts";

Deno.test("a reassignment that runs is told, and what it adds is not missed", async () => {
  await using lab = await openSharedLab();
  const { client } = lab;
  const topic = uniqueName("moving");
  await client.createTopic(topic, { partitions: 1, replicationFactor: 1 });
  // Enough that it is not moved before the leader has heard of the limit.
  await client.produce(topic, { count: 2_000, size: 10_000 });
  const [{ leader } = { leader: undefined }] = await client.describeTopic(topic);
  await using program = await RunningProgram.start([...lab.flags, "--interval=1s"]);
  const of = { topic, partition: "0" };
  await program.scrapeUntil(
    "nothing is being moved",
    (seen) => seen.value("kafka_topic_partition_reassigning", of) === 0,
    60_000,
  );
  const throttle = "leader.replication.throttled.rate";
  const throttled = "leader.replication.throttled.replicas";
  await client.alterConfig("topic", topic, throttled, "*");
  await client.alterConfig("broker", String(leader), throttle, "1000");
  try {
    await client.reassign(topic, 0, [leader!, leader! % 3 + 1]);
    // Brokers learn of its replicas a moment after the controller tells that it is being moved.
    await program.scrapeUntilPasses("it is being moved", ({ value }) => {
      assert.equal(value("kafka_topic_partition_reassigning", of), 1);
      assert.equal(value("kafka_topic_partition_replicas", of), 2);
      assert.equal(value("kafka_topic_partition_in_sync_replica", of), 1);
      assert.equal(value("kafka_topic_partition_under_replicated_partition", of), 0);
    });
  } finally {
    await client.alterConfig("topic", topic, throttled);
    await client.alterConfig("broker", String(leader), throttle);
  }
  await program.scrapeUntil(
    "it has been moved",
    (seen) =>
      seen.value("kafka_topic_partition_reassigning", of) === 0 &&
      seen.value("kafka_topic_partition_in_sync_replica", of) === 2,
    90_000,
  );
});
