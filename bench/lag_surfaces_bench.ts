// deno-lint-ignore-file no-console
import process from "node:process";
import { apiApp } from "../src/api/api_app.ts";
import { burrowApp } from "../src/burrow/burrow_app.ts";
import { Exposition } from "../src/metrics/exposition.ts";
import { ManySeries } from "../src/metrics/many_series.ts";
import type { ClusterReading } from "../src/model/readings.ts";
import { statusApp } from "../src/web/status_app.tsx";
import { bigReading, type ClusterSize } from "../tests/unit/metrics/big_reading.ts";
import { everyLagCollector } from "../tests/unit/metrics/every_lag_collector.ts";
import { madeGroupLag, madeLagReport } from "../tests/unit/metrics/make_lag.ts";
import { NOW } from "../tests/unit/metrics/make_reading.ts";
import { watchBlocks } from "./watch_blocks.ts";

const TIMES = 7;
const silent = { debug() {}, info() {}, warn() {}, error: console.error, with: () => silent };

/** A cluster of the size whose groups are judged: one of ten lags. */
function judgedReading(size: ClusterSize): ClusterReading {
  const reading = bigReading(size);
  const snapshot = reading.snapshot!;
  const { slotTopic, slotPartition } = snapshot.directory;
  const groups = snapshot.groups.map(({ groupId, commits }, index) =>
    madeGroupLag(
      snapshot,
      groupId,
      [...commits!.slots].map((slot, at) => ({
        topic: slotTopic[slot]!.name,
        partition: slotPartition[slot]!,
        committed: commits!.offsets[at]!,
        lag: index % 10 === 0 ? slot % 1_000 : 0,
        lagSeconds: index % 10 === 0 ? slot % 100 : 0,
      })),
    )
  );
  return { ...reading, lag: madeLagReport(groups) };
}

/** Does something some times and tells what the middle one took, and the longest block of all. */
async function measure(name: string, once: () => Promise<number>): Promise<void> {
  await once();
  const blocks = watchBlocks();
  const took: number[] = [];
  const from = process.cpuUsage();
  let bytes = 0;
  for (let time = 0; time < TIMES; time++) {
    const startMs = performance.now();
    bytes = await once();
    took.push(performance.now() - startMs);
  }
  const { user, system } = process.cpuUsage(from);
  blocks.stop();
  const middle = took.toSorted((a, b) => a - b)[TIMES >> 1]!;
  console.log(
    `  ${name}: ${middle.toFixed(0)} ms, CPU ${((user + system) / 1000 / TIMES).toFixed(0)} ms,`,
    `longest block ${blocks.longest().wholeMs.toFixed(1)} ms, ${(bytes / 1000).toFixed(0)} kB`,
  );
}

async function measureAll(size: ClusterSize): Promise<void> {
  console.log(JSON.stringify(size));
  const reading = judgedReading(size);
  const parts = { readings: { clusters: () => [reading] }, clock: { nowMs: () => NOW } };
  const exposition = new Exposition({
    collectors: everyLagCollector,
    readings: parts.readings,
    constantLabels: {},
    selfMetrics: undefined,
    manySeries: new ManySeries("metrics.lag_granularity", "partition", silent),
    lateAfterMs: 60_000,
    logger: silent,
  });
  await measure(":9309/metrics rendered", async () => {
    await exposition.render(NOW, new AbortController().signal);
    return (await exposition.gzipBody(NOW)).length;
  });
  const apps = [statusApp({ ...parts, version: "", telemetryPath: "/metrics" }), apiApp(parts)];
  const [pages, api] = apps as [typeof apps[number], typeof apps[number]];
  const burrow = burrowApp(parts);
  const asked = [
    [pages, "/"],
    [pages, "/topics"],
    [pages, "/group?cluster=the-cluster-id&name=load-group-0"],
    [api, "/api/v1/groups?limit=1000"],
    [api, "/api/v1/groups/load-group-0"],
    [api, "/api/v1/topics?limit=1000"],
    [api, "/api/v1/clusters"],
    [burrow, "/v3/kafka/the-cluster-id/consumer/load-group-0/lag"],
  ] as const;
  for (const [app, path] of asked) {
    await measure(path, async () => (await (await app.request(path)).arrayBuffer()).byteLength);
  }
}

await measureAll({ topics: 200, partitionsPerTopic: 50, groups: 300, commitsPerGroup: 35 });
await measureAll({ topics: 2_000, partitionsPerTopic: 50, groups: 1_000, commitsPerGroup: 200 });
await measureAll({ topics: 20_000, partitionsPerTopic: 5, groups: 10_000, commitsPerGroup: 20 });
