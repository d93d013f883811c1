import assert from "node:assert/strict";
import { PartitionDirectory } from "../../../src/history/partition_directory.ts";
import { describeLogDirs } from "../../../src/kafka/messages/describe_log_dirs.ts";
import { ErrorCode } from "../../../src/kafka/messages/error_codes.ts";
import { readLogDirs } from "../../../src/kafka/read_log_dirs.ts";
import type { BrokerLogDirs } from "../../../src/model/log_dirs.ts";
import type { Struct } from "../../schema/schema_types.ts";
import { connectTo, contextOf, local } from "../../wire_fakes/cluster_of_fakes.ts";
import { schemaBroker } from "../../wire_fakes/schema_broker.ts";

const never = new AbortController().signal;

/** A cycle at a second, in which Metadata does or does not name replicas of the broker offline. */
type Cycle = readonly [second: number, offline: boolean];

/** Whether the broker's directories are read in each of the cycles. */
async function readsIn(cycles: readonly Cycle[], answer: Struct): Promise<boolean[]> {
  let nowMs = 0;
  const broker = await schemaBroker([[describeLogDirs, () => answer]]);
  const { cluster } = connectTo([], { requestTimeoutMs: 10_000 });
  cluster.learn([local(1, broker.port)]);
  await cluster.settle(2_000, never);
  const context = contextOf(cluster, { clock: { nowMs: () => nowMs } });
  const { view } = new PartitionDirectory();
  const reads: boolean[] = [];
  let known: readonly BrokerLogDirs[] = [];
  for (const [second, offline] of cycles) {
    nowMs = 1_000_000 + 1_000 * second;
    const before = broker.requests.length;
    known = await readLogDirs(context, view, known, new Set(offline ? [1] : []));
    reads.push(broker.requests.length > before);
  }
  cluster.close();
  await broker.close();
  return reads;
}

const TOLD = { Results: [{ ErrorCode: ErrorCode.NONE, LogDir: "/data", Topics: [] }] };

Deno.test("directories are read every minute", async () => {
  const cycles = [0, 15, 59, 60, 75, 120].map((second): Cycle => [second, false]);
  assert.deepEqual(await readsIn(cycles, TOLD), [true, false, false, true, false, true]);
});

Deno.test("they are read at once when replicas there go offline or come back, and only then", async () => {
  const cycles: Cycle[] = [[0, false], [15, true], [30, true], [45, false], [50, false]];
  const denied = { ErrorCode: ErrorCode.CLUSTER_AUTHORIZATION_FAILED, Results: [] };
  for (const answer of [TOLD, denied]) {
    assert.deepEqual(await readsIn(cycles, answer), [true, true, false, true, false]);
  }
});
