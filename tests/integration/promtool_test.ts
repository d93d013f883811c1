import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { spawnSync } from "node:child_process";
import { ensureCommands } from "../../scripts/setup/debian_packages.ts";
import { everyCollector } from "../unit/metrics/every_collector.ts";
import { Exposition } from "../../src/metrics/exposition.ts";
import { ManySeries } from "../../src/metrics/many_series.ts";
import { SelfMetrics } from "../../src/metrics/self_metrics.ts";
import type { Logger } from "../../src/runtime/logger.ts";
import { madeGroup, NOW } from "../unit/metrics/make_reading.ts";
import { smallCluster } from "../unit/metrics/small_cluster.ts";

/** What promtool finds fault with: names that are kafka_exporter's, who has gauges end in `_sum`. */
const INHERITED = [
  'kafka_consumergroup_current_offset_sum non-histogram and non-summary metrics should not have "_sum" suffix',
  'kafka_consumergroup_lag_sum non-histogram and non-summary metrics should not have "_sum" suffix',
];

const silent: Logger = { debug() {}, info() {}, warn() {}, error() {}, with: () => silent };

/** An exposition in which every family has a sample. */
async function everything(): Promise<Uint8Array> {
  const small = smallCluster();
  const snapshot = small.snapshot!;
  const reassignments = { readAtMs: NOW, adding: new Map([[0, [3]]]), removing: new Map() };
  const groups = [...snapshot.groups, madeGroup(snapshot, 'g\n"\\', [["orders", 0, 5]])];
  const reading = { ...small, snapshot: { ...snapshot, groups, reassignments } };
  const selfMetrics = new SelfMetrics("1.2.3");
  const line = selfMetrics.line(undefined);
  line.cycleDone(true, 1);
  line.requestDone("Metadata", 0.1, "timeout");
  line.throttled(1, 0.1);
  selfMetrics.loopBlocked(0.1);
  const exposition = new Exposition({
    collectors: everyCollector,
    readings: { clusters: () => [reading] },
    constantLabels: { env: "test" },
    selfMetrics,
    lateAfterMs: 1000,
    manySeries: new ManySeries("metrics.granularity", "partition", silent),
    logger: silent,
  });
  await exposition.render(NOW, new AbortController().signal);
  return await exposition.identityBody(NOW);
}

Deno.test("promtool parses the exposition and finds fault with inherited names only", async () => {
  const text = Buffer.from(await everything());
  for (const { families } of everyCollector) {
    for (const { name } of families) assert.ok(text.includes(`# TYPE ${name} `), name);
  }
  await ensureCommands("promtool");
  const { status, stdout, stderr, error } = spawnSync("promtool", ["check", "metrics"], {
    input: text,
    encoding: "utf8",
  });
  assert.equal(error, undefined);
  assert.deepEqual(`${stdout}${stderr}`.trim().split("\n").sort(), INHERITED);
  assert.equal(status, 3, "the status for faults found in a text that could be parsed");
});
