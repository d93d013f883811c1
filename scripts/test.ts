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
    if (cluster !== undefined) return await runKind(cluster, program);
    const outcomes = await runRows(program);
    return [...outcomes, await timed("alone", { env: environment(program) })];
  },
};

/** Runs two files side by side: of most tests with Kafka the greater part is waiting. */
const TWO_FILES: TestRun = { parallel: true, env: { DENO_JOBS: "2" } };

/** Folders of tests of the whole program that share a cluster; those that break it are the last. */
interface SharedCluster {
  readonly lab: LabKind;
  readonly folders: readonly string[];
}

/** By the name that is shown before what their tests print. */
const CLUSTERS: Readonly<Record<string, SharedCluster>> = {
  open: {
    lab: "open",
    folders: ["every_cluster", "lag", "reading", "reading_kraft", "failures"],
  },
  zookeeper: { lab: "zookeeper", folders: ["every_cluster", "lag", "reading", "failures"] },
  "open 2": { lab: "open", folders: ["open_cluster", "failures_kraft"] },
  secured: { lab: "secured", folders: ["every_cluster", "secured_cluster"] },
};

/** Those that read in their own process: the binary has no part in them. */
const WITHOUT_PROGRAM: readonly string[] = ["lag", "reading", "reading_kraft"];

/** Those of which most is waiting, for the times of groups; their files run side by side. */
const WAITING: readonly string[] = ["lag"];

const KINDS = Object.keys(LAB_KINDS) as LabKind[];

/** The folder of tests that start clusters of their own. */
const OWN_CLUSTER = "own_cluster";

/** Clusters with their tests that run at the same time: of most tests the greater part is waiting. */
const ROWS = 3;

/** Each row takes the next cluster when it is done with one, the folder of its own last. */
async function runRows(program: Program): Promise<Outcome[]> {
  const env = environment(program);
  const waiting = [
    ...Object.entries(CLUSTERS).map(([name, cluster]) => () => runCluster(name, cluster, program)),
    async () => [await timed(OWN_CLUSTER, { env, prefix: `${OWN_CLUSTER}: ` })],
  ];
  const outcomes: Outcome[] = [];
  const runRow = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      outcomes.push(...await next());
    }
  };
  await Promise.all(Array.from({ length: ROWS }, runRow));
  return outcomes;
}

/** The tests that share clusters of one kind, one after the other. */
async function runKind(kind: LabKind, program: Program): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const [name, cluster] of Object.entries(CLUSTERS)) {
    if (cluster.lab === kind) outcomes.push(...await runCluster(name, cluster, program));
  }
  return outcomes;
}

function environment(program: Program): Record<string, string> {
  return { KAFKA_SENTINEL_PROGRAM: program };
}

/** Runs the tests of a folder of tests/system, and says for how long. */
async function timed(folder: string, options: TestRun): Promise<Outcome> {
  const from = performance.now();
  const outcome = await runTests([`tests/system/${folder}`], options);
  say(`${options.prefix ?? ""}tests of ${folder} took ${secondsSince(from)} s`);
  return outcome;
}

/** Starts a cluster and runs the tests that share it; what they print is behind its name. */
async function runCluster(
  name: string,
  { lab: kind, folders }: SharedCluster,
  program: Program,
): Promise<Outcome[]> {
  await using lab = await LAB_KINDS[kind]();
  const server = serveLab(lab);
  const env = { [SHARED_LAB]: server.url, ...environment(program) };
  const outcomes: Outcome[] = [];
  for (const folder of folders) {
    if (program === "binary" && WITHOUT_PROGRAM.includes(folder)) continue;
    const { env: jobs, ...files } = WAITING.includes(folder) ? TWO_FILES : {};
    outcomes.push(
      await timed(folder, { ...files, env: { ...env, ...jobs }, prefix: `${name}: ` }),
    );
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
