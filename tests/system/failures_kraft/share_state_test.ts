import assert from "node:assert/strict";
import { openSharedLab } from "../../lab/shared_lab.ts";
import type { Exposition } from "../../program/exposition_parser.ts";
import { RunningProgram } from "../../program/running_program.ts";
import { uniqueName } from "../../program/unique_name.ts";
import { waitFor } from "../../program/wait_for.ts";

/** Kept by brokers by the hash of group and partition: by so many, every broker keeps some. */
const PARTITIONS = 12;

Deno.test("a share group's coordinator is served as before while a keeper of the group's state hangs", async () => {
  await using lab = await openSharedLab();
  const { client } = lab;
  const [topic, group] = [uniqueName("kept"), uniqueName("keeping")];
  await client.createTopic(topic, { partitions: PARTITIONS, replicationFactor: 3 });
  const consumer = await client.startConsumer({ group, protocol: "share", topics: [topic] });
  await using program = await RunningProgram.start([...lab.flags, "--interval=3s"]);
  const known = (seen: Exposition) =>
    seen.select("kafka_consumergroup_current_offset", { consumergroup: group }).length;
  const coordinatorIn = (seen: Exposition) =>
    seen.select("kafka_consumergroup_info", { consumergroup: group })[0]?.labels["coordinator"];
  const leaders = (seen: Exposition) => seen.select("kafka_topic_partition_leader", { topic });
  let before: Exposition | undefined;
  await waitFor("all of the group's state is known", async () => {
    // It begins at a partition's end when it first fetches there, and has no state before.
    for (let id = 0; id < PARTITIONS; id++) {
      await client.produce(topic, { count: 1, partition: id });
    }
    before = await program.scrape();
    return known(before) === PARTITIONS && coordinatorIn(before) !== undefined &&
      leaders(before).length === PARTITIONS;
  }, 120_000);
  await client.stopTask(consumer);
  const coordinator = Number(coordinatorIn(before!));
  const frozen = [1, 2, 3].find((id) => id !== coordinator)!;
  const reachable = (seen: Exposition, id: number) =>
    seen.value("kafka_sentinel_broker_reachable", { id: String(id) });
  const cycles = (seen: Exposition) =>
    seen.value("kafka_sentinel_cycles_total", { result: "success" })!;
  const led = leaders(before!).filter(({ value }) => value === coordinator)
    .map(({ labels: { partition } }) => partition!);
  assert.ok(led.length > 0);
  await lab.freeze(frozen);
  try {
    const from = cycles(before!);
    await program.scrapeUntil("the frozen broker is lost, and three cycles have ended", (seen) => {
      assert.equal(reachable(seen, coordinator), 1, "it answers all the time");
      for (const partition of led) {
        const end = seen.value("kafka_topic_partition_current_offset", { topic, partition });
        assert.ok(end !== undefined, `the end of partition ${partition} is known all the time`);
      }
      return reachable(seen, frozen) === 0 && cycles(seen) >= from + 3;
    }, 60_000);
  } finally {
    await lab.thaw(frozen);
  }
  await program.scrapeUntil(
    "the group's state is known again",
    (seen) => reachable(seen, frozen) === 1 && known(seen) === PARTITIONS,
    120_000,
  );
});
