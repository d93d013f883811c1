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
    if (cluster !== undefined) {
      return await runGroups(GROUPS.filter(({ lab }) => lab === cluster), 1, program);
    }
    const outcomes = await runGroups(GROUPS, ROWS, program);
    return [...outcomes, ...await runGroup(ALONE, program)];
  },
};

/** Runs two files side by side: of most tests with Kafka the greater part is waiting. */
const TWO_FILES: TestRun = { parallel: true, env: { DENO_JOBS: "2" } };

/** Folders of tests of the whole program that run one after the other. */
interface TestGroup {
  /** Shown before what they print. */
  readonly name: string;
  /** The cluster that they share, those that break it last; without it each starts its own. */
  readonly lab?: LabKind;
  readonly folders: readonly string[];
}

/** Those that take the longest are the first. */
const GROUPS: readonly TestGroup[] = [
  {
    name: "open",
    lab: "open",
    folders: ["every_cluster", "lag", "reading", "reading_kraft", "failures"],
  },
  { name: "open 2", lab: "open", folders: ["open_cluster", "failures_kraft"] },
  {
    name: "zookeeper",
    lab: "zookeeper",
    folders: ["every_cluster", "lag", "reading", "failures"],
  },
  { name: "own", folders: ["own_cluster"] },
  { name: "secured", lab: "secured", folders: ["every_cluster", "secured_cluster"] },
];

/** What must not be disturbed by others. */
const ALONE: TestGroup = { name: "alone", folders: ["alone"] };

/** Groups that run at the same time: of most tests the greater part is waiting. */
const ROWS = 3;

/** Those that read in their own process: the binary has no part in them. */
const WITHOUT_PROGRAM: readonly string[] = ["lag", "reading", "reading_kraft"];

/** Those of which most is waiting, for the times of groups; their files run side by side. */
const WAITING: readonly string[] = ["lag"];

const KINDS = Object.keys(LAB_KINDS) as LabKind[];

/** Runs groups in rows side by side, each of which takes the next group when it is done with one. */
async function runGroups(
  groups: readonly TestGroup[],
  rows: number,
  program: Program,
): Promise<Outcome[]> {
  const waiting = [...groups];
  const outcomes: Outcome[] = [];
  const runRow = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      outcomes.push(...await runGroup(next, program));
    }
  };
  await Promise.all(Array.from({ length: rows }, runRow));
  return outcomes;
}

/** Starts the group's cluster, if it has one, and runs its folders. */
async function runGroup(group: TestGroup, program: Program): Promise<Outcome[]> {
  if (group.lab === undefined) return await runFolders(group, program);
  await using lab = await LAB_KINDS[group.lab]();
  const server = serveLab(lab);
  const outcomes = await runFolders(group, program, { [SHARED_LAB]: server.url });
  await server.close();
  return outcomes;
}

/** Runs the tests of each folder of tests/system, and says for how long. */
async function runFolders(
  { name, folders }: TestGroup,
  program: Program,
  env: Readonly<Record<string, string>> = {},
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const folder of folders) {
    if (program === "binary" && WITHOUT_PROGRAM.includes(folder)) continue;
    const { env: jobs, ...files } = WAITING.includes(folder) ? TWO_FILES : {};
    const from = performance.now();
    outcomes.push(
      await runTests([`tests/system/${folder}`], {
        ...files,
        env: { KAFKA_SENTINEL_PROGRAM: program, ...env, ...jobs },
        prefix: `${name}: `,
      }),
    );
    say(`${name}: tests of ${folder} took ${secondsSince(from)} s`);
  }
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
