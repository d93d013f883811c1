import assert from "node:assert/strict";
import { PartitionDirectory } from "../../../src/history/partition_directory.ts";
import { applyMetadata } from "../../../src/kafka/apply_metadata.ts";
import { metadata } from "../../../src/kafka/messages/metadata.ts";
import { lateNodes } from "../../../src/kafka/older_metadata.ts";
import { PartitionTable } from "../../../src/kafka/partition_table.ts";
import { readTopics } from "../../../src/kafka/read_topics.ts";
import type { QuorumReplica } from "../../../src/model/quorum_snapshot.ts";
import { runAtOnce } from "../../../src/runtime/slices.ts";
import type { Struct } from "../../schema/schema_types.ts";
import { connectTo, contextOf, local } from "../../wire_fakes/cluster_of_fakes.ts";
import { schemaBroker } from "../../wire_fakes/schema_broker.ts";

const never = new AbortController().signal;
const topic = { name: "orders", topicId: undefined, internal: false, partitionCount: 2 };

/** Leader epochs of both partitions; the leader has the epoch's number. */
type Epochs = readonly [number, number];

function answer(epochs: Epochs): Struct {
  const partitions = epochs.map((epoch, index): Struct => ({
    PartitionIndex: index,
    LeaderId: epoch,
    LeaderEpoch: epoch,
    ReplicaNodes: [1, 2],
    IsrNodes: [1, 2],
  }));
  return { Topics: [{ ErrorCode: 0, Name: topic.name, Partitions: partitions }] };
}

/**
 * Brokers 1, 2 and so on, each of which tells what it knows, or knows no Metadata. What is served after a
 * snapshot with these epochs, and how often each broker was asked.
 */
async function read(known: Epochs, tell: readonly (Epochs | undefined)[], late: number[] = []) {
  const brokers = [];
  for (const epochs of tell) {
    brokers.push(await schemaBroker(epochs ? [[metadata, () => answer(epochs)]] : []));
  }
  const { cluster } = connectTo([]);
  cluster.learn(brokers.map(({ port }, index) => local(index + 1, port)));
  await cluster.settle(2_000, never);
  const directory = new PartitionDirectory().update([topic]);
  const table = new PartitionTable(directory);
  known.forEach((epoch, slot) => table.setLeader(slot, epoch, epoch, false));
  const found = await readTopics(contextOf(cluster), directory.topics, {
    expected: [...directory.topics.values()],
    snapshot: { directory, partitions: table.columns() },
    late: new Set(late),
  });
  cluster.close();
  for (const broker of brokers) await broker.close();
  return {
    leaders: [...found.told[0]!.partitions.leaders],
    asked: brokers.map(({ requests }) => requests.length),
  };
}

Deno.test("a broker that tells the known leaders, or newer ones, is believed", async () => {
  assert.deepEqual(await read([5, 5], [[5, 6], [1, 1]]), { leaders: [5, 6], asked: [1, 0] });
});

Deno.test("a broker that tells one earlier leader is not believed: another one is asked", async () => {
  assert.deepEqual(await read([5, 5], [[4, 5], [5, 5]]), { leaders: [5, 5], asked: [1, 1] });
});

Deno.test("of two brokers that tell earlier leaders, the one with fewer is believed", async () => {
  assert.deepEqual((await read([5, 5], [[4, 5], [4, 4]])).leaders, [4, 5]);
  assert.deepEqual((await read([5, 5], [[4, 4], [4, 5]])).leaders, [4, 5]);
});

Deno.test("what two brokers tell is taken: a topic may have been made again", async () => {
  assert.deepEqual((await read([5, 5], [[0, 0], [0, 0]])).leaders, [0, 0]);
});

Deno.test("a broker that tells earlier leaders is better than none", async () => {
  assert.deepEqual((await read([5, 5], [[4, 5], undefined])).leaders, [4, 5]);
});

Deno.test("a broker that does not follow the cluster's metadata is asked only if nobody else answers", async () => {
  const old: Epochs = [5, 5];
  assert.deepEqual(await read(old, [old, [6, 6]], [1]), { leaders: [6, 6], asked: [0, 1] });
  assert.deepEqual(await read(old, [old, undefined], [1]), { leaders: [5, 5], asked: [1, 0] });
});

Deno.test("leaders that are refreshed do not become earlier ones", () => {
  const table = new PartitionTable(new PartitionDirectory().update([topic]));
  table.setLeader(0, 5, 5, false);
  const partitions = {
    partitionIndexes: Int32Array.of(0, 1),
    errorCodes: new Int16Array(2),
    leaders: Float64Array.of(4, 7),
    leaderEpochs: Float64Array.of(4, 7),
    replicas: new Int32Array(2),
    inSyncReplicas: new Int32Array(2),
    lists: [[4, 7]],
  };
  const told = { ...topic, errorCode: 0, from: 0, to: 2 };
  runAtOnce(applyMetadata(table, { topics: [told], partitions }, true));
  assert.deepEqual([...table.columns().leader], [5, 7]);
});

Deno.test("a node is late that lacked records of the metadata log for longer than others", () => {
  const replica = (id: number, lastCaughtUpAtMs: number): QuorumReplica => ({
    id,
    role: "voter",
    logEndOffset: 1,
    lastCaughtUpAtMs,
  });
  const late = (...caughtUp: number[]) => {
    const replicas = caughtUp.map((ms, index) => replica(index + 1, ms));
    const quorum = { readAtMs: 0, leaderId: 1, leaderEpoch: 1, highWatermark: 1, replicas };
    return [...lateNodes(quorum)];
  };
  assert.deepEqual(late(100_000, 99_500, 94_000), [3]);
  assert.deepEqual(late(100_000, NaN, 99_000), []);
  assert.deepEqual(late(NaN, NaN), []);
  assert.deepEqual(late(), []);
  assert.deepEqual([...lateNodes(undefined)], []);
});
