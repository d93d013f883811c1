import assert from "node:assert/strict";
import { PartitionDirectory } from "../../../src/history/partition_directory.ts";
import { planByLeader } from "../../../src/kafka/leader_plan.ts";
import { PartitionTable } from "../../../src/kafka/partition_table.ts";
import { runAtOnce } from "../../../src/runtime/slices.ts";

const topic = (name: string, partitionCount: number, topicId = name) => ({
  name,
  topicId,
  internal: false,
  partitionCount,
});

Deno.test("what was never read is NaN, and nobody replicates it", () => {
  const view = new PartitionDirectory().update([topic("a", 1)]);
  const columns = new PartitionTable(view).columns();
  assert.deepEqual([...columns.latestOffset, ...columns.latestReadAtMs], [NaN, NaN]);
  assert.deepEqual([...columns.leader, ...columns.replicas], [NaN, []]);
});

Deno.test("offsets are carried with their read time, unless too old or of another topic", () => {
  const directory = new PartitionDirectory();
  const first = directory.update([topic("a", 2), topic("b", 1)]);
  const table = new PartitionTable(first);
  table.setOffset("latest", 0, 100, 5_000);
  table.setOffset("latest", 1, 200, 900);
  table.setOffset("earliest", 2, 7, 5_000);
  const second = directory.update([topic("a", 2), topic("b", 1, "b again")]);
  const next = new PartitionTable(second);
  next.carryOffsets({ directory: first, partitions: table.columns() }, 1_000, 1_000);
  const { latestOffset, latestReadAtMs, earliestOffset } = next.columns();
  assert.deepEqual([...latestOffset], [100, NaN, NaN]);
  assert.deepEqual([...latestReadAtMs], [5_000, NaN, NaN]);
  assert.deepEqual([...earliestOffset], [NaN, NaN, NaN]);
});

Deno.test("a plan names every led partition once, at its leader, and no leaderless one", () => {
  const view = new PartitionDirectory().update([topic("a", 3), topic("b", 2)]);
  const table = new PartitionTable(view);
  table.setLeader(0, 1, 10, false);
  table.setLeader(1, 2, 11, false);
  table.setLeader(3, 1, 12, false);
  table.setLeader(4, 1, NaN, false);
  const plans = runAtOnce(planByLeader(table)).map(({ brokerId, topics }) => ({
    brokerId,
    topics: topics.map((of) => [of.name, [...of.partitionIndexes], [...of.leaderEpochs]]),
  }));
  assert.deepEqual(plans, [
    { brokerId: 1, topics: [["a", [0], [10]], ["b", [0, 1], [12, NaN]]] },
    { brokerId: 2, topics: [["a", [1], [11]]] },
  ]);
});

Deno.test("a plan for some slots leaves out the others", () => {
  const view = new PartitionDirectory().update([topic("a", 3)]);
  const table = new PartitionTable(view);
  for (const slot of [0, 1, 2]) table.setLeader(slot, 1, 0, false);
  const plans = runAtOnce(planByLeader(table, [2]));
  assert.deepEqual(plans.map((plan) => [...plan.topics[0]!.partitionIndexes]), [[2]]);
});
