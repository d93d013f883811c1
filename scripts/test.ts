import { Command, Option } from "commander";
import { LAB_KINDS, type LabKind } from "../tests/lab/lab_kinds.ts";
import { serveLab } from "../tests/lab/lab_server.ts";
import { SHARED_LAB } from "../tests/lab/shared_lab.ts";
import { conclude } from "./conclude.ts";
import { quickGate } from "./quick_gate.ts";
import { say } from "./say.ts";
import { ensureCommands } from "./setup/debian_packages.ts";
import { ensureKafka } from "./setup/kafka_jars.ts";
import { type Outcome, runTests } from "./test_stage.ts";

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
  integration: async () => [await runTests(["tests/integration"])],
  system: async ({ program, cluster }) => {
    const outcomes: Outcome[] = [];
    for (const kind of cluster === undefined ? KINDS : [cluster]) {
      outcomes.push(...await runWithLab(kind, program));
    }
    const env = { KAFKA_SENTINEL_PROGRAM: program };
    if (cluster === undefined) outcomes.push(await runTests(["tests/system/alone"], { env }));
    return outcomes;
  },
};

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

/** Runs the tests that share a lab of this kind. */
async function runWithLab(kind: LabKind, program: Program): Promise<Outcome[]> {
  await using lab = await LAB_KINDS[kind]();
  const server = serveLab(lab);
  const env = { [SHARED_LAB]: server.url, KAFKA_SENTINEL_PROGRAM: program };
  const outcomes: Outcome[] = [];
  for (const folder of SYSTEM_TESTS[kind]) {
    if (program === "binary" && WITHOUT_PROGRAM.includes(folder)) continue;
    say(`Tests of ${folder} on the cluster ${kind}`);
    const parallel = WAITING.includes(folder);
    const jobs = parallel ? { DENO_JOBS: "2" } : {};
    outcomes.push(
      await runTests([`tests/system/${folder}`], { env: { ...env, ...jobs }, parallel }),
    );
  }
  await server.close();
  return outcomes;
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
    say(`Stage ${stage}: ${((performance.now() - from) / 1000).toFixed(0)} s`);
  }
  conclude(outcomes);
}

await main();
