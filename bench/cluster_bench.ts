import type { KafkaLab } from "../tests/lab/kafka_lab.ts";
import type { Exposition } from "../tests/program/exposition_parser.ts";
import type { RunningProgram } from "../tests/program/running_program.ts";
import { LOAD } from "./load.ts";
import { cpuMs, residentMib } from "./process_stat.ts";
import { type ScrapeTimes, timeScrapes } from "./scrape_times.ts";

const CYCLES = 50;
const SCRAPES = 500;
const FROZEN = 2;
const PARTITIONS = LOAD.topics * LOAD.partitionsPerTopic;

/** What was measured of the program; milliseconds and MiB. */
export interface Figures {
  readonly cycleMs: number;
  readonly cycleCpuMs: number;
  readonly requestsPerCycle: number;
  readonly resident: { readonly all: number; readonly anonymous: number };
  readonly gzip: ScrapeTimes;
  readonly identity: ScrapeTimes;
  readonly frozen: ScrapeTimes;
  readonly partitionsWhileFrozen: number;
  readonly recoveryMs: number;
}

/** Measures warm cycles, scrapes, memory, and the same with one broker frozen. */
export async function measure(program: RunningProgram, lab: KafkaLab): Promise<Figures> {
  await program.scrapeUntil("everything is read", isWhole, 120_000);
  const before = await waitCycles(program, 5);
  const cpuBefore = cpuMs(program.pid);
  const after = await waitCycles(program, CYCLES);
  const cpuAfter = cpuMs(program.pid);
  const resident = residentMib(program.pid);
  const change = (name: string) => total(after, name) - total(before, name);
  const cycles = change("kafka_sentinel_cycle_duration_seconds_count");
  const metrics = `${program.url}/metrics`;
  return {
    cycleMs: change("kafka_sentinel_cycle_duration_seconds_sum") * 1000 / cycles,
    cycleCpuMs: (cpuAfter - cpuBefore) / cycles,
    requestsPerCycle: change("kafka_sentinel_requests_total") / cycles,
    resident,
    gzip: await timeScrapes(metrics, SCRAPES, "gzip"),
    identity: await timeScrapes(metrics, SCRAPES, "identity"),
    ...await measureFrozen(program, lab),
  };
}

async function measureFrozen(program: RunningProgram, lab: KafkaLab) {
  await lab.freeze(FROZEN);
  const seen = await program.scrapeUntil(
    "the frozen broker's values are absent",
    (now) => reachable(now) === 2 && offsets(now) < PARTITIONS,
    60_000,
  );
  const frozen = await timeScrapes(`${program.url}/metrics`, SCRAPES, "gzip");
  const thawedMs = performance.now();
  await lab.thaw(FROZEN);
  await program.scrapeUntil("everything is read again", isWhole, 120_000);
  const recoveryMs = performance.now() - thawedMs;
  return { frozen, partitionsWhileFrozen: offsets(seen), recoveryMs };
}

/** Scrapes only at the end, so that what is measured meanwhile is the cycles' own. */
async function waitCycles(program: RunningProgram, count: number): Promise<Exposition> {
  const done = (seen: Exposition) => total(seen, "kafka_sentinel_cycle_duration_seconds_count");
  const until = done(await program.scrape()) + count;
  for (;;) {
    const seen = await program.scrape();
    const missing = until - done(seen);
    if (missing <= 0) return seen;
    await new Promise((resolve) => setTimeout(resolve, missing * 1000));
  }
}

function isWhole(seen: Exposition): boolean {
  return reachable(seen) === 3 && offsets(seen) === PARTITIONS &&
    seen.select("kafka_consumergroup_lag_sum").length === LOAD.groups;
}

function reachable(seen: Exposition): number {
  return total(seen, "kafka_sentinel_broker_reachable");
}

function offsets(seen: Exposition): number {
  return seen.select("kafka_topic_partition_current_offset")
    .filter(({ labels }) => labels["topic"]!.startsWith("bench-")).length;
}

function total(seen: Exposition, name: string): number {
  return seen.select(name).reduce((sum, sample) => sum + sample.value, 0);
}
