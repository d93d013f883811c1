import { Command, Option } from "commander";
import { type LabOptions, startLab } from "../tests/lab/kafka_lab.ts";
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

const run: Record<Stage, (program: Program) => Promise<Outcome[]>> = {
  unit: quickGate,
  config: async () => [await runTests(["tests/config"])],
  integration: async () => [await runTests(["tests/integration"])],
  system: async (program) => [
    await runWithLab({ nodes: 3 }, ["tests/system"], program),
    await runWithLab(ZOOKEEPER_LAB, ANY_MODE_TESTS, program),
  ],
};

/** The last Kafka with ZooKeeper; its cluster passes the tests of the newest. */
const ZOOKEEPER_LAB: LabOptions = { nodes: 3, version: "3.9.2", mode: "zookeeper" };
const ANY_MODE_TESTS = [
  "tests/system/exporter_truth_test.ts",
  "tests/system/cluster_parts_test.ts",
];

/** Runs tests of the whole program that share one lab. */
async function runWithLab(
  options: LabOptions,
  tests: readonly string[],
  program: Program,
): Promise<Outcome> {
  await using lab = await startLab(options);
  const server = serveLab(lab);
  const env = { [SHARED_LAB]: server.url, KAFKA_SENTINEL_PROGRAM: program };
  const outcome = await runTests(tests, { env });
  await server.close();
  return outcome;
}

/** `deno task test`: sets everything up, runs all tests, and counts them in the last line. */
async function main(): Promise<never> {
  const command = new Command("test")
    .addOption(new Option("--only <stage>", "run one stage").choices(STAGES))
    .addOption(
      new Option("--program <kind>", "what the system tests start")
        .choices(["source", "binary"]).default("source"),
    )
    .parse(Deno.args, { from: "user" });
  const { only, program } = command.opts<{ only?: Stage; program: Program }>();
  await ensureCommands("java", "javac", "mvn", "promtool", "amtool", "openssl");
  await ensureKafka();
  const outcomes: Outcome[] = [];
  for (const stage of only === undefined ? STAGES : [only]) {
    const from = performance.now();
    outcomes.push(...await run[stage](program));
    say(`Stage ${stage}: ${((performance.now() - from) / 1000).toFixed(0)} s`);
  }
  conclude(outcomes);
}

await main();
