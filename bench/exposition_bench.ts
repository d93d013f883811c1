// deno-lint-ignore-file no-console
import process from "node:process";
import { everyCollector } from "../tests/unit/metrics/every_collector.ts";
import { Exposition } from "../src/metrics/exposition.ts";
import { ManySeries } from "../src/metrics/many_series.ts";
import { SelfMetrics } from "../src/metrics/self_metrics.ts";
import type { ClusterSnapshot } from "../src/model/cluster_snapshot.ts";
import { whole } from "../src/runtime/joined.ts";
import { type BlockWatch, watchBlocks } from "./watch_blocks.ts";
import { bigReading } from "../tests/unit/metrics/big_reading.ts";

/** One size of cluster to render. */
interface Load {
  readonly topics: number;
  readonly partitionsPerTopic: number;
  readonly groups: number;
  readonly commitsPerGroup: number;
}

const PASSES = 7;
const silent = { debug() {}, info() {}, warn() {}, error: console.error, with: () => silent };

function longest(blocks: BlockWatch): string {
  blocks.stop();
  return blocks.longest().wholeMs.toFixed(1);
}

async function measure(load: Load): Promise<void> {
  const reading = bigReading(load);
  const snapshot = reading.snapshot as ClusterSnapshot;
  const exposition = new Exposition({
    collectors: everyCollector,
    readings: { clusters: () => [reading] },
    constantLabels: {},
    selfMetrics: new SelfMetrics("bench"),
    lateAfterMs: 60_000,
    manySeries: new ManySeries("metrics.granularity", "partition", silent),
    logger: silent,
  });
  console.log(JSON.stringify(load));
  for (let pass = 1; pass <= PASSES; pass++) {
    const blocks = watchBlocks();
    const cpu = process.cpuUsage();
    const startMs = performance.now();
    await exposition.render(snapshot.finishedAtMs, new AbortController().signal);
    const wallMs = performance.now() - startMs;
    const { user, system } = process.cpuUsage(cpu);
    const gzip = await exposition.gzipBody(snapshot.finishedAtMs);
    console.log(
      `  pass ${pass}: wall ${wallMs.toFixed(0)} ms, CPU ${
        ((user + system) / 1000).toFixed(0)
      } ms,`,
      `longest block ${longest(blocks)} ms, ${(gzip.length / 1e6).toFixed(2)} MB compressed,`,
      `resident ${(Deno.memoryUsage().rss / 2 ** 20).toFixed(0)} MiB`,
    );
  }
  const startMs = performance.now();
  const blocks = watchBlocks();
  const identity = await whole(await exposition.identityBody(snapshot.finishedAtMs));
  console.log(
    `  inflated on demand: ${(identity.length / 1e6).toFixed(1)} MB in`,
    `${(performance.now() - startMs).toFixed(0)} ms, longest block ${longest(blocks)} ms`,
  );
}

await measure({ topics: 200, partitionsPerTopic: 50, groups: 300, commitsPerGroup: 35 });
await measure({ topics: 2000, partitionsPerTopic: 50, groups: 1000, commitsPerGroup: 200 });
