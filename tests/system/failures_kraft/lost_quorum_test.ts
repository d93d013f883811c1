import assert from "node:assert/strict";
import { openSharedLab } from "../../lab/shared_lab.ts";
import type { Exposition } from "../../program/exposition_parser.ts";
import { RunningProgram } from "../../program/running_program.ts";
import { uniqueName } from "../../program/unique_name.ts";

Deno.test("without a quorum of controllers, a broker that lives is served as before", async () => {
  await using lab = await openSharedLab();
  const { client } = lab;
  const topic = uniqueName("one-each");
  await client.createTopic(topic, { partitions: 3, replicationFactor: 1 });
  await using program = await RunningProgram.start([...lab.flags, "--interval=3s"]);
  const leaderOf = (seen: Exposition) =>
    new Map(
      seen.select("kafka_topic_partition_leader", { topic })
        .map(({ labels, value }) => [value, labels["partition"]!]),
    );
  const before = await program.scrapeUntil(
    "everything is served",
    (seen) => leaderOf(seen).size === 3 && seen.value("kafka_quorum_leader")! > 0,
    60_000,
  );
  const [survivor, partition] = [...leaderOf(before)][0]!;
  const frozen = [1, 2, 3].filter((id) => id !== survivor);
  const reachable = (seen: Exposition) =>
    seen.value("kafka_sentinel_broker_reachable", { id: String(survivor) });
  const cycles = (seen: Exposition) =>
    seen.value("kafka_sentinel_cycles_total", { result: "success" })!;
  for (const id of frozen) await lab.freeze(id);
  try {
    const without = await program.scrapeUntil(
      "the quorum is not known any more",
      (seen) => seen.value("kafka_up") === 1 && seen.value("kafka_quorum_leader") === undefined,
      60_000,
    );
    let from = cycles(without);
    await program.scrapeUntil("four cycles have ended in which it answers all the time", (seen) => {
      assert.equal(seen.value("kafka_up"), 1);
      const end = seen.value("kafka_topic_partition_current_offset", { topic, partition });
      assert.equal(end ?? 0, 0);
      // A broker of a crowded machine may be late for itself: then they are counted anew.
      if (reachable(seen) !== 1 || end === undefined) from = cycles(seen);
      return cycles(seen) >= from + 4;
    }, 120_000);
  } finally {
    for (const id of frozen) await lab.thaw(id);
  }
  await program.scrapeUntil(
    "everything is served again",
    (seen) => leaderOf(seen).size === 3 && seen.value("kafka_quorum_leader")! > 0,
    120_000,
  );
});
