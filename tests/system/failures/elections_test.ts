import assert from "node:assert/strict";
import { openSharedLab } from "../../lab/shared_lab.ts";
import type { Exposition } from "../../program/exposition_parser.ts";
import { RunningProgram } from "../../program/running_program.ts";
import { uniqueName } from "../../program/unique_name.ts";

const PARTITIONS = 6;
const ROUNDS = 4;
const ORDERS = [[1, 2, 3], [2, 3, 1], [3, 1, 2]] as const;

function ends(seen: Exposition, topic: string): Map<string, number> {
  const samples = seen.select("kafka_topic_partition_current_offset", { topic });
  return new Map(samples.map(({ labels, value }) => [labels["partition"]!, value]));
}

Deno.test("while leaders change under load, no end goes back, and none stays out of sight", async () => {
  await using lab = await openSharedLab();
  const { client } = lab;
  const [topic, group] = [uniqueName("elected"), uniqueName("readers")];
  await client.createTopic(topic, { partitions: PARTITIONS, replicationFactor: 3 });
  const producer = await client.startProducer(topic, 300);
  const consumer = await client.startConsumer({ group, protocol: "classic", topics: [topic] });
  // Brokers that are busy with elections may take longer to answer than it waits by default.
  const flags = [...lab.flags, "--interval=3s", "--request-timeout=5s"];
  await using program = await RunningProgram.start(flags);
  const cycles = (seen: Exposition) =>
    seen.value("kafka_sentinel_cycles_total", { result: "success" })!;
  const lag = { consumergroup: group, topic };
  let newest = await program.scrapeUntil(
    "everything is served",
    (seen) =>
      ends(seen, topic).size === PARTITIONS &&
      seen.value("kafka_consumergroup_lag_sum", lag) !== undefined,
    60_000,
  );
  const leaders = new Set<string>();
  const highest = ends(newest, topic);
  for (let round = 1; round <= ROUNDS; round++) {
    const order = ORDERS[round % ORDERS.length]!;
    for (let partition = 0; partition < PARTITIONS; partition++) {
      await client.reassign(topic, partition, order);
    }
    await client.electPreferred(topic);
    const from = cycles(newest);
    newest = await program.scrapeUntil("two cycles have ended, and every end is known", (seen) => {
      const now = ends(seen, topic);
      for (const [partition, end] of now) {
        assert.ok(end >= (highest.get(partition) ?? 0), `partition ${partition} goes back`);
        highest.set(partition, end);
      }
      assert.ok(seen.select("kafka_consumergroup_lag", lag).every(({ value }) => value >= 0));
      assert.equal(seen.value("kafka_up"), 1);
      return now.size === PARTITIONS && cycles(seen) >= from + 2;
    }, 60_000);
    for (const { labels, value } of newest.select("kafka_topic_partition_leader", { topic })) {
      leaders.add(`${labels["partition"]} ${value}`);
    }
  }
  assert.ok(leaders.size > PARTITIONS, "leaders have changed");
  await client.stopTask(producer);
  await client.stopTask(consumer);
  const real = await client.endOffsets(topic);
  await program.scrapeUntilPasses("the ends are what Kafka says", (still) => {
    const now = ends(still, topic);
    assert.deepEqual(real.map((_, partition) => now.get(`${partition}`)), real);
    assert.equal(still.value("kafka_topic_partition_truncations_total", { topic }), 0);
    const changes = still.select("kafka_topic_partition_count_changes_total", { topic });
    assert.ok(changes.every(({ value }) => value === 0));
    assert.equal(still.value("kafka_sentinel_cycles_total", { result: "failure" }), 0);
  });
});
