import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { spawnSync } from "node:child_process";
import { ensureCommands } from "../../scripts/setup/debian_packages.ts";
import type { Collector } from "../../src/metrics/collector.ts";
import type { ClusterReading } from "../../src/model/readings.ts";
import { everyCollector } from "../unit/metrics/every_collector.ts";
import { lagCollectorsAt } from "../unit/metrics/every_lag_collector.ts";
import { smallLagCluster } from "../unit/metrics/small_lag_cluster.ts";
import { Exposition } from "../../src/metrics/exposition.ts";
import { ManySeries } from "../../src/metrics/many_series.ts";
import { SelfMetrics } from "../../src/metrics/self_metrics.ts";
import { whole } from "../../src/runtime/joined.ts";
import type { Logger } from "../../src/runtime/logger.ts";
import { madeAlert } from "../unit/metrics/make_alert.ts";
import { madeJvm } from "../unit/metrics/make_jvm.ts";
import { madeGroup, NOW } from "../unit/metrics/make_reading.ts";
import { smallCluster } from "../unit/metrics/small_cluster.ts";

/** What promtool finds fault with on :9308: kafka_exporter has gauges end in `_sum`. */
const EXPORTER_FAULTS = [
  'kafka_consumergroup_current_offset_sum non-histogram and non-summary metrics should not have "_sum" suffix',
  'kafka_consumergroup_lag_sum non-histogram and non-summary metrics should not have "_sum" suffix',
];

/** And on :9309, where kafka-lag-exporter has milliseconds. */
const LAG_FAULTS = [
  "kafka_consumergroup_poll_time_ms metric names should not contain abbreviated units",
];

const silent: Logger = { debug() {}, info() {}, warn() {}, error() {}, with: () => silent };

/** An exposition of :9308 in which every family has a sample. */
async function everything(): Promise<Uint8Array> {
  const small = smallCluster();
  const snapshot = small.snapshot!;
  const reassignments = { readAtMs: NOW, adding: new Map([[0, [3]]]), removing: new Map() };
  const groups = [...snapshot.groups, madeGroup(snapshot, 'g\n"\\', [["orders", 0, 5]])];
  const jvm = madeJvm({
    readAtMs: NOW,
    heapAfterCollectionRatio: 0.25,
    heapTroughRatio: 0.5,
    gcTimeRatio: 0.01,
  });
  const reading = { ...small, snapshot: { ...snapshot, groups, reassignments }, jvms: [jvm] };
  const selfMetrics = new SelfMetrics("1.2.3");
  const line = selfMetrics.line(undefined);
  line.cycleDone(true, 1);
  line.requestDone("Metadata", 0.1, "timeout");
  line.throttled(1, 0.1);
  selfMetrics.loopBlocked(0.1);
  return await textOf(everyCollector, reading, selfMetrics);
}

async function textOf(
  collectors: readonly Collector[],
  reading: ClusterReading,
  selfMetrics: SelfMetrics | undefined,
): Promise<Uint8Array> {
  const exposition = new Exposition({
    collectors,
    readings: { clusters: () => [reading] },
    constantLabels: { env: "test" },
    selfMetrics,
    manySeries: new ManySeries("metrics.granularity", "partition", silent),
    lateAfterMs: 1000,
    logger: silent,
  });
  await exposition.render(NOW, new AbortController().signal);
  return await whole(await exposition.identityBody(NOW));
}

/** Has promtool parse a text in which every family of the collectors is. */
async function check(
  collectors: readonly Collector[],
  body: Uint8Array,
  faults: readonly string[],
): Promise<void> {
  const text = Buffer.from(body);
  for (const { families } of collectors) {
    for (const { name } of families) assert.ok(text.includes(`# TYPE ${name} `), name);
  }
  await ensureCommands("promtool");
  const { status, stdout, stderr, error } = spawnSync("promtool", ["check", "metrics"], {
    input: text,
    encoding: "utf8",
  });
  assert.equal(error, undefined);
  assert.deepEqual(`${stdout}${stderr}`.trim().split("\n").sort(), faults);
  assert.equal(status, 3, "the status for faults found in a text that could be parsed");
}

Deno.test("promtool parses :9308's exposition and finds fault with inherited names only", async () => {
  await check(everyCollector, await everything(), EXPORTER_FAULTS);
});

Deno.test("promtool parses :9309's exposition and finds fault with inherited names only", async () => {
  const collectors = lagCollectorsAt("partition", true);
  const reading = {
    ...smallLagCluster("east"),
    alerts: [madeAlert("orders")],
    alertEvents: [{ type: "consumer_lag", status: "firing", count: 1 } as const],
  };
  const body = await textOf(collectors, reading, undefined);
  await check(collectors, body, LAG_FAULTS);
});
