import assert from "node:assert/strict";
import { runAtOnce } from "../../../src/runtime/slices.ts";
import { summariseCluster } from "../../../src/web/cluster_summary.ts";
import { NOW_MS, sampleSnapshot, unreadReading } from "./sample_reading.ts";

Deno.test("a fresh snapshot is counted without free slots", () => {
  const reading = unreadReading({ name: "prod", snapshot: sampleSnapshot(NOW_MS - 3_000) });
  const summary = runAtOnce(summariseCluster(reading, NOW_MS));
  assert.equal(summary.state, "fresh");
  assert.equal(summary.title, "prod");
  assert.deepEqual(summary.counts, {
    brokers: 3,
    reachableBrokers: 2,
    topics: 2,
    partitions: 18,
    groups: 0,
    offlinePartitions: 1,
    underReplicatedPartitions: 2,
  });
});

Deno.test("whether brokers answer is not known from an old snapshot", () => {
  const reading = unreadReading({ snapshot: sampleSnapshot(NOW_MS - 46_000) });
  const summary = runAtOnce(summariseCluster(reading, NOW_MS));
  assert.equal(summary.state, "stale");
  assert.equal(summary.title, "4L6g3nShT-eMCtK--X86sw");
  assert.equal(summary.counts?.reachableBrokers, undefined);
});

Deno.test("a cluster that was never read has no counts and is titled by its server", () => {
  const summary = runAtOnce(summariseCluster(unreadReading(), NOW_MS));
  assert.equal(summary.state, "never");
  assert.equal(summary.title, "localhost:9092");
  assert.equal(summary.counts, undefined);
  assert.equal(summary.readAtMs, undefined);
});
