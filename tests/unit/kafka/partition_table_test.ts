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
  const next = new PartitionTable(second, { directory: first, partitions: table.columns() });
  runAtOnce(next.forgetOld(1_000, 1_000));
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
  const plans = runAtOnce(planByLeader(table)).map((plan) => ({
    brokerId: plan.brokerId,
    topics: plan.topics.map(({ name, from, to }) => [
      name,
      [...plan.partitionIndexes.subarray(from, to)],
      [...plan.leaderEpochs.subarray(from, to)],
    ]),
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
  assert.deepEqual(plans.map((plan) => [...plan.partitionIndexes]), [[2]]);
});

Deno.test("a column in which nothing changes is the same object in the next snapshot", () => {
  const directory = new PartitionDirectory().update([topic("a", 2)]);
  const table = new PartitionTable(directory);
  const tell = (into: PartitionTable, latest: number) => {
    for (const slot of [0, 1]) {
      into.setLeader(slot, 1, 5, false);
      into.setReplicas(slot, [1, 2], [1, 2]);
      into.setOffset("earliest", slot, 3, 1_000);
      into.setOffset("latest", slot, latest, 1_000);
    }
  };
  tell(table, 70);
  const before = table.columns();
  const next = new PartitionTable(directory, { directory, partitions: before });
  tell(next, 71);
  const { latestOffset, ...now } = next.columns();
  assert.deepEqual([...before.latestOffset, ...latestOffset], [70, 70, 71, 71]);
  for (const [name, column] of Object.entries(now)) {
    assert.equal(column, before[name as keyof typeof before], name);
  }
});

Deno.test("partitions that Metadata does not tell of any more lose leader and replicas", () => {
  const directory = new PartitionDirectory().update([topic("a", 2)]);
  const table = new PartitionTable(directory);
  for (const slot of [0, 1]) {
    table.setLeader(slot, NaN, 5, true);
    table.setReplicas(slot, [1], [1]);
  }
  const before = table.columns();
  const next = new PartitionTable(directory, { directory, partitions: before });
  next.setLeader(0, 1, 6, false);
  runAtOnce(next.forgetUntold());
  const { leader, leaderless, leaderEpoch, replicas, inSyncReplicas } = next.columns();
  assert.deepEqual([...leader], [1, NaN]);
  assert.deepEqual([...leaderless], [0, 0]);
  assert.deepEqual([...leaderEpoch], [6, NaN]);
  assert.deepEqual([replicas, inSyncReplicas], [[[1], []], [[1], []]]);
  assert.deepEqual([...before.leaderless], [1, 1], "the snapshot before is as it was");
});

Deno.test("slots of other topics keep their values when topics come and go", () => {
  const directory = new PartitionDirectory();
  const first = directory.update([topic("a", 2), topic("b", 2)]);
  const table = new PartitionTable(first);
  for (const slot of [0, 1, 2, 3]) {
    table.setLeader(slot, 1, slot, true);
    table.setReplicas(slot, [slot], [slot]);
    table.setOffset("latest", slot, 100 + slot, 1_000);
  }
  const second = directory.update([topic("c", 3), topic("b", 2)]);
  const columns = new PartitionTable(second, { directory: first, partitions: table.columns() })
    .columns();
  assert.deepEqual([...second.topics.get("b")!.slots], [2, 3]);
  assert.deepEqual([...columns.latestOffset], [NaN, NaN, 102, 103, NaN]);
  assert.deepEqual([...columns.leader], [NaN, NaN, 1, 1, NaN]);
  assert.deepEqual([...columns.leaderless], [0, 0, 1, 1, 0]);
  assert.deepEqual(columns.replicas, [[], [], [2], [3], []]);
});
