import type { Figures } from "./cluster_bench.ts";
import type { ScrapeTimes } from "./scrape_times.ts";

/** What was measured on real Kafka, as a Markdown table. */
export function clusterTable(kind: string, figures: Figures): string[] {
  const { resident, partitionsWhileFrozen } = figures;
  const rows = [
    ["warm cycle, mean of 50, ms", figures.cycleMs.toFixed(0)],
    ["own CPU a cycle, render included, ms", figures.cycleCpuMs.toFixed(0)],
    ["requests a cycle", figures.requestsPerCycle.toFixed(1)],
    ["resident after 55 cycles, MiB", resident.all.toFixed(0)],
    ["of which anonymous, MiB", resident.anonymous.toFixed(0)],
    ["scrape gzip, ms", times(figures.gzip)],
    ["scrape plain, ms", times(figures.identity)],
    ["scrape gzip with one of three brokers frozen, ms", times(figures.frozen)],
    ["partitions with offsets while it is frozen", String(partitionsWhileFrozen)],
    ["until everything is served after it goes on, ms", figures.recoveryMs.toFixed(0)],
  ];
  const lines = rows.map(([what, figure]) => `| ${what} | ${figure} |`);
  return [`| ${kind} | measured |`, "| --- | --- |", ...lines];
}

function times({ p50, p99, max, bytes }: ScrapeTimes): string {
  const [a, b, c] = [p50, p99, max].map((each) => each.toFixed(1));
  return `p50 ${a}, p99 ${b}, max ${c}; ${(bytes / 1000).toFixed(0)} kB`;
}
