import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import { openSharedLab } from "../../lab/shared_lab.ts";
import type { Exposition } from "../../program/exposition_parser.ts";
import { RunningProgram } from "../../program/running_program.ts";
import { uniqueName } from "../../program/unique_name.ts";

/** Kafka's own time until it takes notice, and more. */
const NOTICED_MS = 90_000;

function broker(metrics: Exposition, id: string) {
  return {
    up: metrics.value("kafka_broker_up", { id }),
    reachable: metrics.value("kafka_sentinel_broker_reachable", { id }),
    info: metrics.select("kafka_broker_info", { id }).length,
  };
}

Deno.test("a broker is fenced, unregistered, decommissioned and taken back", async (t) => {
  await using lab = await openSharedLab();
  const { client } = lab;
  const [topic, narrow] = [uniqueName("on-all"), uniqueName("narrow")];
  await client.createTopic(topic, { partitions: 1, replicationFactor: 3 });
  const [{ leader } = { leader: undefined }] = await client.describeTopic(topic);
  const lost = [1, 2, 3].find((id) => id !== leader)!;
  const id = String(lost);
  // Of the topics that other tests have made, nothing is seen: their replicas name all brokers.
  const only = `--topic.filter=^(${topic}|${narrow})$`;
  await using program = await RunningProgram.start([...lab.flags, only, "--interval=1s"]);
  const until = (fact: string, holds: (seen: Exposition) => boolean) =>
    program.scrapeUntil(fact, holds, NOTICED_MS);
  const untilPasses = (fact: string, assertions: (seen: Exposition) => void) =>
    program.scrapeUntilPasses(fact, assertions, NOTICED_MS);
  await until(
    "all brokers answer",
    (seen) => [1, 2, 3].every((each) => broker(seen, String(each)).reachable === 1),
  );
  const of = { topic, partition: "0" };
  const stuck = "kafka_topic_partition_reassigning";

  await t.step("killed: the cluster has fenced it, and it is known", async () => {
    await lab.kill(lost);
    await untilPasses("Kafka has noticed", (seen) => {
      assert.deepEqual(broker(seen, id), { up: 0, reachable: 0, info: 0 });
      assert.equal(seen.value("kafka_brokers"), 2);
      assert.equal(seen.value("kafka_topic_partition_under_replicated_partition", of), 1);
    });
  });

  if (lab.mode === "kraft") {
    // With ZooKeeper, Kafka takes no reassignment to a broker that does not live.
    await t.step("a reassignment to it is stuck, and told as long as it is", async () => {
      await client.createTopic(narrow, { partitions: 1, replicationFactor: 1 });
      const [{ leader: first } = { leader: undefined }] = await client.describeTopic(narrow);
      await client.reassign(narrow, 0, [lost]);
      const moving = { topic: narrow, partition: "0" };
      const readAt = (seen: Exposition) =>
        seen.value("kafka_sentinel_part_read_timestamp_seconds", { part: "reassignments" });
      const told = await until("it is told", (now) => now.value(stuck, moving) === 1);
      const since = readAt(told)!;
      await untilPasses("it is told for five seconds", (later) => {
        assert.ok(readAt(later)! > since + 5);
        assert.equal(later.value(stuck, moving), 1);
        assert.equal(later.value("kafka_topic_partition_leader", moving), first);
        assert.equal(later.value("kafka_topic_partition_offline", moving), 0);
        assert.equal(later.value("kafka_topic_partition_under_replicated_partition", moving), 0);
      });
      await client.reassign(narrow, 0, []);
      await until("it is called off", (now) => now.value(stuck, moving) === 0);
    });

    await t.step("unregistered: it is known as long as replicas name it", async () => {
      await client.unregister(lost);
      const cycles = (seen: Exposition) =>
        seen.value("kafka_sentinel_cycles_total", { result: "success" })!;
      const from = cycles(await program.scrape());
      await untilPasses("it was read some times since, and is known", (seen) => {
        assert.ok(cycles(seen) > from + 2);
        assert.deepEqual(broker(seen, id), { up: 0, reachable: 0, info: 0 });
      });
    });

    await t.step("decommissioned: without replicas it is known no more", async () => {
      await client.reassign(topic, 0, [1, 2, 3].filter((each) => each !== lost));
      const none = { up: undefined, reachable: undefined, info: 0 };
      await until("it has left", (now) => isDeepStrictEqual(broker(now, id), none));
    });
  }

  await t.step("started again, it is taken back", async () => {
    await lab.restart(lost);
    await untilPasses("it answers, and is in the cluster", (seen) => {
      assert.deepEqual(broker(seen, id), { up: 1, reachable: 1, info: 1 });
      assert.equal(seen.value("kafka_topic_partitions", { topic }), 1);
    });
    await client.reassign(topic, 0, [1, 2, 3]);
    await untilPasses("nothing is under-replicated", (seen) => {
      assert.equal(seen.value("kafka_topic_partition_in_sync_replica", of), 3);
      const under = seen.select("kafka_topic_partition_under_replicated_partition");
      assert.ok(under.length > 0 && under.every(({ value }) => value === 0));
    });
  });
});
