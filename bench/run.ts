import { Command, Option } from "commander";
import { say } from "../scripts/say.ts";
import { startLab } from "../tests/lab/kafka_lab.ts";
import { runDeno } from "../scripts/test_stage.ts";
import { RunningProgram } from "../tests/program/running_program.ts";
import { barChart, type BarPanel } from "./bar_chart.ts";
import { measure } from "./cluster_bench.ts";
import { clusterTable } from "./cluster_table.ts";
import { measureIdle } from "./idle_bench.ts";
import { createLoad, LOAD } from "./load.ts";
import { measureMemory, TROUBLES } from "./memory_bench.ts";
import { measureScrapers } from "./scrapers_bench.ts";
import { measureSimulated, type SimulatedFigures } from "./simulated_bench.ts";
import { simulatedCases } from "./simulated_cases.ts";
import { simulatedTable } from "./simulated_table.ts";
import { toNumber } from "./to_number.ts";

const CHART = new URL("./simulated.svg", import.meta.url);

/** What of the program is measured. */
interface Options {
  readonly program: "source" | "binary";
  readonly simulated?: true;
  readonly idle?: true;
  readonly scrapers?: true;
  readonly memory?: keyof typeof TROUBLES;
  readonly minutes: number;
  readonly only: string;
  readonly lag: boolean;
}

/** `deno task bench`: what the program costs, as Markdown. */
async function main(): Promise<void> {
  const command = new Command("bench")
    .addOption(
      new Option("--program <kind>", "what is measured").choices(["source", "binary"])
        .default("source"),
    )
    .option("--simulated", "simulated clusters of up to 100,000 partitions, and draw a chart")
    .option("--only <text>", "of the simulated clusters those whose name has this text", "")
    .option("--idle", "a small simulated cluster at rest")
    .option("--scrapers", "usual scrapes of simulated clusters while others scrape oddly")
    .addOption(
      new Option("--memory <trouble>", "memory by minutes of a small simulated cluster in trouble")
        .choices(Object.keys(TROUBLES)),
    )
    .addOption(
      new Option("--minutes <n>", "how long memory is watched").default(12).argParser(toNumber),
    )
    .option("--no-lag", "the exporter alone, without lag monitor and alerts")
    .parse(Deno.args, { from: "user" });
  const options = command.opts<Options>();
  Deno.env.set("KAFKA_SENTINEL_PROGRAM", options.program);
  const args = options.lag ? [] : ["--lag.listen-address=off", "--alerts.enabled=false"];
  if (options.simulated) await simulated(options, args);
  else if (options.idle) await idle(args);
  else if (options.scrapers) await scrapers(args);
  else if (options.memory) await memory(options.memory, options.minutes, args);
  else await lab(options, args);
}

/** Real Kafka, 10,000 partitions, 300 groups. */
async function lab({ program: kind }: Options, args: readonly string[]): Promise<void> {
  await using lab = await startLab({ nodes: 3, heapMb: 640 });
  say(`Creating ${LOAD.topics * LOAD.partitionsPerTopic} partitions, ${LOAD.groups} groups …`);
  say(`That took ${(await createLoad(lab.client)).toFixed(0)} s. Measuring …`);
  const servers = `--kafka.server=${lab.bootstrapServers.join(",")}`;
  await using program = await RunningProgram.start([servers, "--interval=1s", ...args]);
  print(clusterTable(kind, await measure(program, lab)));
}

/** From source the program is watched, which tells blocks and passes. */
async function simulated({ program, only, lag }: Options, args: readonly string[]): Promise<void> {
  if (program === "source") Deno.env.set("KAFKA_SENTINEL_PROGRAM", "watched");
  const figures: SimulatedFigures[] = [];
  for (const each of simulatedCases({ lag }).filter(({ name }) => name.includes(only))) {
    say(`${each.name} …`);
    figures.push(await measureSimulated(each, args));
  }
  print(simulatedTable(figures));
  if (program === "source" && only === "" && lag) {
    await Deno.writeTextFile(CHART, barChart(panels(figures)));
    await runDeno(["fmt", "--quiet", CHART.pathname]);
  }
}

function panels(figures: readonly SimulatedFigures[]): BarPanel[] {
  const panel = (
    title: string,
    value: (of: SimulatedFigures) => number,
    most: (of: SimulatedFigures) => number | undefined,
  ) => ({
    title,
    bars: figures.map((of) => ({ label: of.case.name, value: value(of), most: most(of) })),
  });
  return [
    panel("Cycle with rendering, ms", (of) => of.cycleMs + of.passMs, (of) => of.case.most?.wallMs),
    panel("Own CPU a cycle, ms", (of) => of.cpuMs, () => undefined),
    panel("Resident, MiB", (of) => of.residentMib, (of) => of.case.most?.residentMib),
    panel("Longest block, ms", (of) => of.block.ownMs, (of) => of.case.most?.blockMs),
  ];
}

async function idle(args: readonly string[]): Promise<void> {
  const { residentMib, cpuPercent, firstAnswerMs } = await measureIdle(args);
  print([
    `resident, MiB: ${residentMib.toFixed(0)}`,
    `share of a core, %: ${cpuPercent.toFixed(2)}`,
    `first answer, ms: median ${firstAnswerMs.median.toFixed(0)}, ` +
    `longest ${firstAnswerMs.longest.toFixed(0)}`,
  ]);
}

async function scrapers(args: readonly string[]): Promise<void> {
  print([
    "| cluster | other scrapers | answer, KB | p50, ms | p99, ms | longest, ms | anonymous memory, MiB |",
    "| --- | --- | ---: | ---: | ---: | ---: | ---: |",
  ]);
  for await (const { cluster, situation, times, anonymousMib } of measureScrapers(args)) {
    const { bytes, p50, p99, max } = times;
    const figures = [bytes / 1000, p50, p99, max, anonymousMib].map((value) => value.toFixed(1));
    print([`| ${[cluster, situation, ...figures].join(" | ")} |`]);
  }
}

async function memory(of: keyof typeof TROUBLES, minutes: number, args: readonly string[]) {
  const figures: string[] = [];
  for await (const mib of measureMemory(of, minutes, args)) figures.push(mib.toFixed(0));
  print([`${of}, anonymous memory from the start on, MiB: ${figures.join(", ")}`]);
}

function print(lines: readonly string[]): void {
  Deno.stdout.writeSync(new TextEncoder().encode([...lines, ""].join("\n")));
}

await main();
