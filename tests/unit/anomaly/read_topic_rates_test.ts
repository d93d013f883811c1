import assert from "node:assert/strict";
import { readTopicRates } from "../../../src/anomaly/read_topic_rates.ts";
import { runAtOnce } from "../../../src/runtime/slices.ts";
import { MadeCluster, type MadeEnds } from "./made_snapshots.ts";

/** What is read of one topic between two snapshots. */
function read(before: MadeEnds | undefined, now: MadeEnds, nowKey = "t") {
  const cluster = new MadeCluster();
  const previous = cluster.snapshot(before === undefined ? {} : { t: before });
  const readings = runAtOnce(readTopicRates(previous, cluster.snapshot({ [nowKey]: now })));
  assert.equal(readings.length, 1);
  return readings[0]!;
}

Deno.test("a topic's rate is the sum of its partitions', each by its own read times", () => {
  const { rate, elapsedMs, isNew, topicId } = read([[100, 0], [10, 1_000]], [
    [400, 10_000],
    [10, 31_000],
  ]);
  assert.deepEqual([rate, elapsedMs, isNew, topicId], [30, 20_000, false, "t"]);
});

Deno.test("a partition that is new counts from the next snapshot on", () => {
  const { rate, elapsedMs } = read([[0, 0]], [[100, 10_000], [5_000, 10_000]]);
  assert.deepEqual([rate, elapsedMs], [10, 10_000]);
});

Deno.test("there is no rate if a partition was not read, not read again, or lost records", () => {
  const before: MadeEnds = [[100, 0], [100, 0]];
  assert.ok(Number.isNaN(read(before, [[200, 10_000], [NaN, NaN]]).rate), "not read");
  assert.ok(Number.isNaN(read(before, [[200, 10_000], [100, 0]]).rate), "carried");
  assert.ok(Number.isNaN(read(before, [[200, 10_000], [90, 10_000]]).rate), "truncated");
  assert.ok(Number.isNaN(read(before, [[200, 10_000], [110, -5_000]]).rate), "clock went back");
  assert.ok(Number.isNaN(read([[NaN, NaN], [1, 0]], [[9, 9], [9, 9]]).rate), "not known before");
});

Deno.test("a topic that was not there, or was created again, has no rate yet", () => {
  for (const { rate, isNew } of [read(undefined, [[7, 9]]), read([[5, 0]], [[7, 9]], "t@other")]) {
    assert.deepEqual([rate, isNew], [NaN, true]);
  }
  assert.equal(read([[5, 0]], [[7, 9]], "t@other").topicId, "other");
});

Deno.test("Kafka's own topics are marked", () => {
  const cluster = new MadeCluster();
  const snapshot = cluster.snapshot({ __offsets: [[1, 1]], t: [[1, 1]] });
  const readings = runAtOnce(readTopicRates(snapshot, snapshot));
  assert.deepEqual(readings.map(({ topic, internal }) => [topic, internal]), [
    ["__offsets", true],
    ["t", false],
  ]);
});
