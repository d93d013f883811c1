import assert from "node:assert/strict";
import { openSharedLab } from "../../lab/shared_lab.ts";
import type { Exposition } from "../../program/exposition_parser.ts";
import { RunningProgram } from "../../program/running_program.ts";
import { uniqueName } from "../../program/unique_name.ts";
import { waitUntilPasses } from "../../program/wait_for.ts";

const TOPIC = uniqueName("everywhere");
const GROUPS = Array.from({ length: 12 }, () => uniqueName("group"));

function reachable(metrics: Exposition): string[] {
  return metrics.select("kafka_sentinel_broker_reachable")
    .filter((sample) => sample.value === 1)
    .map((sample) => sample.labels["id"]!);
}

/** Partitions by the broker that leads them. */
function ledBy(metrics: Exposition, id: number): string[] {
  return metrics.select("kafka_topic_partition_leader", { topic: TOPIC })
    .filter((sample) => sample.value === id)
    .map((sample) => sample.labels["partition"]!);
}

function endOffsets(metrics: Exposition): Map<string, number> {
  const samples = metrics.select("kafka_topic_partition_current_offset", { topic: TOPIC });
  return new Map(samples.map((sample) => [sample.labels["partition"]!, sample.value]));
}

Deno.test("one of three brokers is frozen, killed and all of them are: the truth is served", async (t) => {
  await using lab = await openSharedLab();
  // One replica a partition, so that a frozen broker leaves partitions that nobody else can lead.
  await lab.client.createTopic(TOPIC, { partitions: 12, replicationFactor: 1 });
  for (let partition = 0; partition < 12; partition++) {
    await lab.client.produce(TOPIC, { count: 7, partition });
  }
  const commits = new Array(12).fill(3);
  for (const group of GROUPS) await lab.client.commit(group, TOPIC, commits);
  await using program = await RunningProgram.start([...lab.flags, "--interval=1s"]);
  const isWhole = (seen: Exposition) =>
    reachable(seen).length === 3 && endOffsets(seen).size === 12 &&
    GROUPS.every((consumergroup) =>
      seen.value("kafka_consumergroup_lag_sum", { consumergroup, topic: TOPIC }) === 48
    );
  const led = (seen: Exposition) => seen.select("kafka_topic_partition_leader", { topic: TOPIC });
  const before = await program.scrapeUntil(
    "everything is served",
    (seen) => isWhole(seen) && led(seen).length === 12,
    60_000,
  );
  const victim = led(before)[0]!.value;
  const itsPartitions = ledBy(before, victim);
  const others = 12 - itsPartitions.length;

  await t.step("a frozen broker's offsets become absent, the others' stay right", async () => {
    await lab.freeze(victim);
    await program.scrapeUntilPasses("the frozen broker's offsets are absent", (frozen) => {
      assert.ok(!reachable(frozen).includes(String(victim)));
      const ends = endOffsets(frozen);
      assert.equal(ends.size, others);
      assert.ok(itsPartitions.every((partition) => !ends.has(partition)));
      assert.ok([...ends.values()].every((offset) => offset === 7));
      assert.equal(frozen.value("kafka_up"), 1);
      assert.equal(frozen.value("kafka_topic_partitions", { topic: TOPIC }), 12);
      const sums = frozen.select("kafka_consumergroup_lag_sum", { topic: TOPIC });
      assert.deepEqual(sums, [], "a sum with an unreadable part is unknown");
    });
  });

  await t.step("scrapes are as fast while it is frozen", async () => {
    // A crowded machine may hold up one, but not one of every hundred.
    await waitUntilPasses("100 scrapes are fast", async () => {
      const times: number[] = [];
      for (let i = 0; i < 100; i++) {
        const from = performance.now();
        await program.scrape();
        times.push(performance.now() - from);
      }
      // A bound on kind, not on speed: a scrape that waited for the broker would need 2,000 ms.
      assert.ok(
        Math.max(...times) < 1_000,
        `the slowest of 100 scrapes took ${Math.max(...times)} ms`,
      );
    }, 60_000);
  });

  await t.step("it comes back by itself", async () => {
    await lab.thaw(victim);
    await program.scrapeUntil("everything is served again", isWhole, 120_000);
  });

  await t.step("a killed broker's partitions are offline, and it is not registered", async () => {
    await lab.kill(victim);
    await program.scrapeUntilPasses("Kafka has noticed", (killed) => {
      assert.equal(killed.value("kafka_brokers"), 2);
      const offline = killed.select("kafka_topic_partition_offline", { topic: TOPIC })
        .filter(({ value }) => value === 1).map(({ labels: { partition } }) => partition!);
      assert.deepEqual(offline.sort(), itsPartitions.toSorted());
      assert.equal(killed.value("kafka_broker_up", { id: String(victim) }), 0);
      assert.equal(reachable(killed).length, 2);
      assert.equal(killed.value("kafka_topic_partitions", { topic: TOPIC }), 12);
    }, 90_000);
  });

  await t.step("without any broker nothing is served but that", async () => {
    for (const id of [1, 2, 3].filter((each) => each !== victim)) await lab.kill(id);
    const away = await program.scrapeUntil(
      "the cluster is known to be away",
      (seen) => seen.value("kafka_up") === 0,
      60_000,
    );
    assert.deepEqual(away.samples.filter((sample) => "topic" in sample.labels), []);
    assert.deepEqual(away.samples.filter((sample) => "consumergroup" in sample.labels), []);
  });

  await t.step("when all brokers are back, everything is as it was", async () => {
    await Promise.all([1, 2, 3].map((id) => lab.restart(id)));
    await program.scrapeUntil("everything is served again", isWhole, 180_000);
    const ending = await program.stop();
    assert.equal(ending.code, 0, program.log);
  });
});
