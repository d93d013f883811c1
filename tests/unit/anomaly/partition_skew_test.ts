import assert from "node:assert/strict";
import { comparePartitions } from "../../../src/anomaly/partition_skew.ts";
import { runAtOnce } from "../../../src/runtime/slices.ts";
import { MadeCluster } from "./made_snapshots.ts";
import { MINUTE, TIMES } from "./simulated_topic.ts";

/** The skew of a topic whose partitions took so many messages in ten minutes. */
function skewOf(messages: readonly number[]) {
  const cluster = new MadeCluster();
  const ends = (factor: number, atMs: number) =>
    messages.map((count) => [1_000 + count * factor, atMs] as const);
  const first = cluster.snapshot({ t: ends(0, 0) }, 0);
  let window = runAtOnce(comparePartitions(undefined, first, TIMES));
  window = runAtOnce(comparePartitions(window, first, TIMES));
  assert.equal(window.skews, undefined, "nothing is known at once");
  const next = cluster.snapshot({ t: ends(1, 10 * MINUTE) }, 10 * MINUTE);
  return runAtOnce(comparePartitions(window, next, TIMES)).skews!.get("t");
}

Deno.test("the busiest partition is told with its ratio to the middle one", () => {
  assert.deepEqual(skewOf([100, 200, 900]), { partition: 2, ratio: 4.5 });
  assert.deepEqual(skewOf([400, 0, 0]), { partition: 0, ratio: Infinity });
});

Deno.test("few partitions, few messages or unknown ones tell nothing", () => {
  assert.equal(skewOf([100, 900]), undefined);
  assert.equal(skewOf([10, 20, 100]), undefined);
  assert.equal(skewOf([100, 900, NaN]), undefined);
});

Deno.test("partitions that were created again are not compared", () => {
  const cluster = new MadeCluster();
  const ends = [[0, 0], [0, 0], [0, 0]] as const;
  const window = runAtOnce(
    comparePartitions(undefined, cluster.snapshot({ t: ends }, 0), TIMES),
  );
  const full = [[900, 0], [100, 0], [100, 0]] as const;
  const next = cluster.snapshot({ "t@other": full }, 10 * MINUTE);
  assert.equal(runAtOnce(comparePartitions(window, next, TIMES)).skews!.size, 0);
});
