import assert from "node:assert/strict";
import { PartitionDirectory } from "../../../src/history/partition_directory.ts";
import { listOffsets } from "../../../src/kafka/messages/list_offsets.ts";
import { PartitionTable } from "../../../src/kafka/partition_table.ts";
import { readStableOffsets } from "../../../src/kafka/read_stable_offsets.ts";
import type { GroupCommits } from "../../../src/model/group_snapshot.ts";
import { connectTo, contextOf, local } from "../../wire_fakes/cluster_of_fakes.ts";
import { schemaBroker } from "../../wire_fakes/schema_broker.ts";

const never = new AbortController().signal;
const END = 100;

/**
 * A partition that ends at 100 in cycles at these seconds, of which a group has read the first 40:
 * whether it is asked about in each of them, and the records that are held back then.
 */
async function cycles(seconds: readonly number[], stableAt: (second: number) => number) {
  let second = 0;
  const partition = () => ({ PartitionIndex: 0, Offset: BigInt(stableAt(second)) });
  const broker = await schemaBroker([
    [listOffsets, () => ({ Topics: [{ Name: "a", Partitions: [partition()] }] })],
  ]);
  const { cluster } = connectTo([], { requestTimeoutMs: 10_000 });
  cluster.learn([local(1, broker.port)]);
  await cluster.settle(2_000, never);
  const context = contextOf(cluster, { clock: { nowMs: () => 1_000 * second } });
  const directory = new PartitionDirectory().update([
    { name: "a", topicId: undefined, internal: false, partitionCount: 1 },
  ]);
  const [slot] = directory.topics.get("a")!.slots;
  const table = new PartitionTable(directory);
  table.setLeader(slot!, 1, 0, false);
  table.setOffset("latest", slot!, END, 0);
  const commits: GroupCommits = {
    readAtMs: 0,
    slots: Int32Array.of(slot!),
    offsets: Float64Array.of(40),
    unreadableSlots: new Int32Array(0),
  };
  const found: [asked: boolean, held: number][] = [];
  let askedAtMs = NaN;
  for (second of seconds) {
    const before = broker.requests.length;
    askedAtMs = await readStableOffsets(context, table, [commits], askedAtMs);
    found.push([broker.requests.length > before, table.unstableRecords(slot!)]);
  }
  cluster.close();
  await broker.close();
  return found;
}

Deno.test("a partition on which a transaction is open is asked about in every cycle", async () => {
  const found = await cycles([0, 1, 2, 3, 4], (second) => second < 3 ? 70 : END);
  assert.deepEqual(found, [[true, 30], [true, 30], [true, 30], [true, 0], [false, 0]]);
});

Deno.test("one on which none is open is asked about every 30 s, or a little earlier", async () => {
  const found = await cycles([0, 15, 29.9, 45, 58, 60], () => END);
  assert.deepEqual(found.map(([asked]) => asked), [true, false, true, false, false, true]);
});
