import assert from "node:assert/strict";
import { openSharedLab } from "../../lab/shared_lab.ts";
import type { Exposition } from "../../program/exposition_parser.ts";
import { RunningProgram } from "../../program/running_program.ts";
import { uniqueName } from "../../program/unique_name.ts";
import { waitFor } from "../../program/wait_for.ts";

Deno.test("a group whose coordinator is frozen is unknown, not ok, until another takes over", async () => {
  await using lab = await openSharedLab();
  const [topic, group] = [uniqueName("frozen"), uniqueName("group")];
  await lab.client.createTopic(topic, { partitions: 3, replicationFactor: 3 });
  await lab.client.produce(topic, { count: 5, partition: 0 });
  await lab.client.commit(group, topic, [5, 0, 0]);
  await using program = await RunningProgram.start([...lab.flags, "--interval=1s"]);
  let seen: Exposition | undefined;
  const statusIs = (status: string) => async () => {
    seen = await program.scrape(program.lagUrl);
    const labels = { group, status };
    return seen.value("kafka_consumergroup_group_status", labels) === 1;
  };
  await waitFor("the group is ok", statusIs("ok"), 30_000);
  const coordinatorOf = (metrics: Exposition) =>
    metrics.select("kafka_consumergroup_info", { consumergroup: group })[0]?.labels["coordinator"];
  const told = await program.scrapeUntil(
    "its coordinator is told",
    (metrics) => coordinatorOf(metrics) !== undefined,
  );
  const coordinator = Number(coordinatorOf(told));
  await lab.freeze(coordinator);
  try {
    await waitFor("the group is unknown", statusIs("unknown"), 15_000);
    assert.equal(seen!.value("kafka_consumergroup_group_status", { group, status: "ok" }), 0);
    assert.equal(seen!.value("kafka_consumergroup_group_sum_lag", { group }), undefined);
    await waitFor("another coordinator tells", statusIs("ok"), 60_000);
    assert.equal(seen!.value("kafka_consumergroup_group_sum_lag", { group }), 0);
  } finally {
    await lab.thaw(coordinator);
  }
  await program.scrapeUntil(
    "the cluster has the broker again",
    (metrics) =>
      metrics.value("kafka_sentinel_broker_reachable", { id: String(coordinator) }) === 1 &&
      metrics.value("kafka_brokers") === 3 &&
      metrics.select("kafka_topic_partition_in_sync_replica", { topic })
        .every(({ value }) => value === 3),
    60_000,
  );
});
