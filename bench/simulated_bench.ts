import { RunningProgram } from "../tests/program/running_program.ts";
import { cpuMs, residentMib } from "./process_stat.ts";
import { type OwnMetrics, scrapeOwn } from "./self_metrics.ts";
import { SimulatedProcess } from "./simulated/simulated_process.ts";
import type { SimulatedCase } from "./simulated_cases.ts";
import type { Blocks } from "./watch_blocks.ts";
import { watchReports } from "./watch_report.ts";

const WARM_CYCLES = 6;

/** What a cycle costs; means a cycle, and the largest of resident memory and of blocks. */
export interface SimulatedFigures {
  readonly case: SimulatedCase;
  readonly cycleMs: number;
  /** Of all ports together; NaN where only the program from source tells it. */
  readonly passMs: number;
  readonly cpuMs: number;
  readonly requests: number;
  readonly answerBytes: number;
  readonly series: number;
  readonly bodyBytes: number;
  readonly residentMib: number;
  /** NaN where only the program from source tells it. */
  readonly block: Blocks;
}

/** Runs the program on a simulated cluster that is written to and read from all the time. */
export async function measureSimulated(
  of: SimulatedCase,
  args: readonly string[],
): Promise<SimulatedFigures> {
  await using cluster = await SimulatedProcess.start(of.shape);
  const churn = { messages: 5 };
  await cluster.tell({ do: "keep churning", everyMs: of.intervalMs, churn });
  await using program = await RunningProgram.start([
    `--kafka.server=${cluster.bootstrapServers.join(",")}`,
    `--interval=${of.intervalMs}ms`,
    `--metrics.granularity=${of.granularity}`,
    `--metrics.lag-granularity=${of.granularity}`,
    ...args,
  ]);
  const before = await afterCycles(program, WARM_CYCLES, of.intervalMs);
  const cpuBefore = cpuMs(program.pid);
  const sentBefore = await cluster.tell({ do: "count" });
  const reportsBefore = watchReports(program.log).length;
  const resident = watchResident(program.pid);
  const after = await afterCycles(program, before.cycles + of.cycles, of.intervalMs);
  const cpuAfter = cpuMs(program.pid);
  const sentAfter = await cluster.tell({ do: "count" });
  const cycles = after.cycles - before.cycles;
  const reports = watchReports(program.log).slice(reportsBefore);
  const passes = reports.flatMap(({ passesMs }) => passesMs);
  const worst = (of: keyof Blocks) =>
    reports.length === 0 ? NaN : Math.max(...reports.map(({ block }) => block[of]));
  const sum = (counts: Readonly<Record<string, number>>) =>
    Object.values(counts).reduce((a, b) => a + b, 0);
  return {
    case: of,
    cycleMs: (after.cycleSeconds - before.cycleSeconds) * 1_000 / cycles,
    passMs: reports.length === 0 ? NaN : passes.reduce((a, b) => a + b, 0) / cycles,
    cpuMs: (cpuAfter - cpuBefore) / cycles,
    requests: (sum(sentAfter.answered) - sum(sentBefore.answered)) / cycles,
    answerBytes: (sentAfter.bytes - sentBefore.bytes) / cycles,
    series: after.series,
    bodyBytes: after.bytes,
    residentMib: resident.largest(),
    block: { ownMs: worst("ownMs"), wholeMs: worst("wholeMs") },
  };
}

/** Scrapes only when the cycles must have been, so that what is measured is the cycles' own. */
async function afterCycles(
  program: RunningProgram,
  count: number,
  intervalMs: number,
): Promise<OwnMetrics> {
  for (;;) {
    const own = await scrapeOwn(program.url);
    const missing = count - (Number.isNaN(own.cycles) ? 0 : own.cycles);
    if (missing <= 0) return own;
    await new Promise((resolve) => setTimeout(resolve, missing * intervalMs));
  }
}

function watchResident(pid: number): { largest(): number } {
  let largest = 0;
  const look = () => largest = Math.max(largest, residentMib(pid).all);
  const timer = setInterval(look, 200);
  return {
    largest: () => {
      clearInterval(timer);
      look();
      return largest;
    },
  };
}
