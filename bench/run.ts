import { Command, Option } from "commander";
import { say } from "../scripts/say.ts";
import { startLab } from "../tests/lab/kafka_lab.ts";
import { RunningProgram } from "../tests/program/running_program.ts";
import { type Figures, measure } from "./cluster_bench.ts";
import { createLoad, LOAD } from "./load.ts";
import type { ScrapeTimes } from "./scrape_times.ts";

/** `deno task bench`: what the program costs on the big load, as lines of a Markdown table. */
async function main(): Promise<void> {
  const command = new Command("bench")
    .addOption(
      new Option("--program <kind>", "what is measured").choices(["source", "binary"])
        .default("source"),
    )
    .parse(Deno.args, { from: "user" });
  const { program: kind } = command.opts<{ program: string }>();
  Deno.env.set("KAFKA_SENTINEL_PROGRAM", kind);
  await using lab = await startLab({ nodes: 3, heapMb: 640 });
  say(`Creating ${LOAD.topics * LOAD.partitionsPerTopic} partitions, ${LOAD.groups} groups …`);
  say(`That took ${(await createLoad(lab.client)).toFixed(0)} s. Measuring …`);
  const servers = lab.bootstrapServers.join(",");
  await using program = await RunningProgram.start([`--kafka.server=${servers}`, "--interval=1s"]);
  const figures = await measure(program, lab);
  const text = [...table(kind, figures), ""].join("\n");
  Deno.stdout.writeSync(new TextEncoder().encode(text));
}

function table(kind: string, figures: Figures): string[] {
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

await main();
