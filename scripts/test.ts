import { Command, Option } from "commander";
import { LAB_KINDS, type LabKind } from "../tests/lab/lab_kinds.ts";
import { serveLab } from "../tests/lab/lab_server.ts";
import { SHARED_LAB } from "../tests/lab/shared_lab.ts";
import { conclude } from "./conclude.ts";
import { quickGate } from "./quick_gate.ts";
import { say } from "./say.ts";
import { ensureCommands } from "./setup/debian_packages.ts";
import { ensureKafka } from "./setup/kafka_jars.ts";
import { type Outcome, runTests, type TestRun } from "./test_stage.ts";

/**
 * Groups of tests: without Kafka; of the shipped configuration, by the programs that read it; parts
 * of the program with real Kafka; the whole program with it.
 */
const STAGES = ["unit", "config", "integration", "system"] as const;
type Stage = (typeof STAGES)[number];
type Program = "source" | "binary";

interface RunOptions {
  readonly program: Program;
  /** Only the tests that run on this cluster. */
  readonly cluster?: LabKind;
}

const run: Record<Stage, (options: RunOptions) => Promise<Outcome[]>> = {
  unit: quickGate,
  config: async () => [await runTests(["tests/config"])],
  integration: async () => [await runTests(["tests/integration"], TWO_FILES)],
  system: async ({ program, cluster }) => {
    if (cluster !== undefined) return await runWithLab(cluster, program);
    const lanes = await Promise.all(LANES.map((kinds) => runLane(kinds, program)));
    const env = { KAFKA_SENTINEL_PROGRAM: program };
    return [...lanes.flat(), await runTests(["tests/system/alone"], { env })];
  },
};

/** Runs two files side by side: of most tests with Kafka the greater part is waiting. */
const TWO_FILES: TestRun = { parallel: true, env: { DENO_JOBS: "2" } };

/** Tests of the whole program by the cluster that they share; those that break it are the last. */
const SYSTEM_TESTS: Readonly<Record<LabKind, readonly string[]>> = {
  open: [
    "every_cluster",
    "open_cluster",
    "lag",
    "reading",
    "reading_kraft",
    "failures",
    "failures_kraft",
  ],
  zookeeper: ["every_cluster", "lag", "reading", "failures"],
  secured: ["every_cluster", "secured_cluster"],
};

/** Those that read in their own process: the binary has no part in them. */
const WITHOUT_PROGRAM: readonly string[] = ["lag", "reading", "reading_kraft"];

/** Those of which most is waiting, for the times of groups; their files run side by side. */
const WAITING: readonly string[] = ["lag"];

const KINDS = Object.keys(LAB_KINDS) as LabKind[];

/** Clusters whose tests run side by side, each with those of its row one after the other. */
const LANES: readonly (readonly LabKind[])[] = [["open"], ["zookeeper", "secured"]];

async function runLane(kinds: readonly LabKind[], program: Program): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const kind of kinds) outcomes.push(...await runWithLab(kind, program, `${kind}: `));
  return outcomes;
}

/** Runs the tests that share a lab of this kind; what they print is shown behind the prefix. */
async function runWithLab(kind: LabKind, program: Program, prefix = ""): Promise<Outcome[]> {
  await using lab = await LAB_KINDS[kind]();
  const server = serveLab(lab);
  const env = { [SHARED_LAB]: server.url, KAFKA_SENTINEL_PROGRAM: program };
  const outcomes: Outcome[] = [];
  for (const folder of SYSTEM_TESTS[kind]) {
    if (program === "binary" && WITHOUT_PROGRAM.includes(folder)) continue;
    const from = performance.now();
    const { env: jobs, ...files } = WAITING.includes(folder) ? TWO_FILES : {};
    const options = { ...files, env: { ...env, ...jobs }, prefix };
    outcomes.push(await runTests([`tests/system/${folder}`], options));
    say(`Tests of ${folder} on the cluster ${kind}: ${secondsSince(from)} s`);
  }
  await server.close();
  return outcomes;
}

function secondsSince(from: number): string {
  return ((performance.now() - from) / 1000).toFixed(0);
}

/** `deno task test`: sets everything up, runs all tests, and counts them in the last line. */
async function main(): Promise<never> {
  const command = new Command("test")
    .addOption(new Option("--only <stage>", "run one stage").choices(STAGES))
    .addOption(
      new Option("--program <kind>", "what the system tests start")
        .choices(["source", "binary"]).default("source"),
    )
    .addOption(
      new Option("--cluster <kind>", "of the system tests, those on one cluster").choices(KINDS),
    )
    .parse(Deno.args, { from: "user" });
  const { only, ...options } = command.opts<RunOptions & { only?: Stage }>();
  await ensureCommands("java", "javac", "mvn", "promtool", "chromium", "amtool", "openssl");
  await ensureKafka();
  const outcomes: Outcome[] = [];
  for (const stage of only === undefined ? STAGES : [only]) {
    const from = performance.now();
    outcomes.push(...await run[stage](options));
    say(`Stage ${stage}: ${secondsSince(from)} s`);
  }
  conclude(outcomes);
}

await main();
