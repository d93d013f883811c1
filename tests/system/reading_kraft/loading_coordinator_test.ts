import assert from "node:assert/strict";
import { openSharedLab } from "../../lab/shared_lab.ts";
import { ClusterReader, type Cycle } from "../../program/cluster_reader.ts";
import { uniqueName } from "../../program/unique_name.ts";

/** Partitions of `__consumer_offsets` in a lab of three brokers. */
const PARTITIONS = 12;
/** Batches that keep a coordinator loading for some cycles. */
const BATCHES = 60_000;
const ATTEMPTS = 4;

/** The partition that a group's commits are in: Java's hash of the name, as Kafka uses it. */
function offsetsPartition(group: string): number {
  let hash = 0;
  for (let i = 0; i < group.length; i++) hash = (Math.imul(31, hash) + group.charCodeAt(i)) | 0;
  return (hash & 0x7fffffff) % PARTITIONS;
}

Deno.test("while a coordinator loads, its groups are unknown and not gone", async () => {
  await using lab = await openSharedLab();
  using reader = new ClusterReader(lab.bootstrapServers);
  const [topic, group] = [uniqueName("topic"), uniqueName("group")];
  await lab.client.createTopic(topic, { partitions: 1, replicationFactor: 3 });
  await lab.client.commit(group, topic, [0]);
  const groupOf = (cycle: Cycle) => cycle.groups.find(({ groupId }) => groupId === group);
  const isServed = (cycle: Cycle) => groupOf(cycle)?.commits?.slots.length === 1;
  const isLoading = (cycle: Cycle) =>
    cycle.brokers.some(({ id, up, reachable }) =>
      up && reachable && cycle.brokersWithoutGroupList.includes(id)
    );
  // A quick machine may load it between two readings: more each time.
  for (let attempt = 1; attempt <= ATTEMPTS && !reader.cycles.some(isLoading); attempt++) {
    await lab.client.fillOffsetsTopic(offsetsPartition(group), BATCHES);
    const read = await reader.cycleUntil("the group is read", isServed, 120_000);
    const { coordinatorId } = groupOf(read)!;
    await lab.kill(coordinatorId);
    await reader.cycleUntil(
      "another broker coordinates it",
      (now) => isServed(now) && groupOf(now)!.coordinatorId !== coordinatorId,
      120_000,
    );
    await lab.restart(coordinatorId);
    await reader.cycleUntil(
      "the broker is in sync",
      ({ partitions, directory }) =>
        directory.topics.get("__consumer_offsets")?.slots
          .every((slot) => partitions.inSyncReplicas[slot]?.length === 3) ?? false,
      120_000,
    );
  }
  assert.ok(reader.cycles.some(isLoading), "a live broker loads");
  assert.ok(reader.cycles.every(({ goneGroups }) => !goneGroups.includes(group)));
});
