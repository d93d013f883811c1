import { Command, Option } from "commander";
import { PROJECT_ROOT } from "../../scripts/project_root.ts";
import { say } from "../../scripts/say.ts";
import { runCommand } from "../../scripts/setup/run_command.ts";
import { runDeno } from "../../scripts/test_stage.ts";
import { startLab } from "../../tests/lab/kafka_lab.ts";
import { soak } from "./soak.ts";
import { soakReport } from "./soak_report.ts";
import { failuresOf } from "./soak_result.ts";
import { toNumber } from "../to_number.ts";

const REPORT = `${PROJECT_ROOT}bench/soak.md`;
const SHOWN = 50;
/** Kafka and its clients would have machines of their own: where there are more cores, the first. */
const CORES = navigator.hardwareConcurrency;
const CORES_OF_KAFKA = "0";
const OTHER_CORES = CORES > 1 ? `1-${CORES - 1}` : CORES_OF_KAFKA;

/** Of glibc, as the systemd unit and the image set them (docs/settings.md). */
const MALLOC = {
  MALLOC_ARENA_MAX: "1",
  MALLOC_MMAP_THRESHOLD_: "131072",
  MALLOC_TRIM_THRESHOLD_: "131072",
};

/** `deno task soak`: random faults and churn on real brokers, and what was served meanwhile. */
async function main(): Promise<number> {
  const command = new Command("soak")
    .addOption(new Option("--minutes <n>", "how long").default(20).argParser(toNumber))
    .addOption(new Option("--seed <n>", "another has other faults").default(1).argParser(toNumber))
    .addOption(
      new Option("--quiet-every <minutes>", "between moments in which all must be equal")
        .default(4).argParser(toNumber),
    )
    .addOption(
      new Option("--program <kind>", "what runs").choices(["source", "binary"]).default("source"),
    )
    .option("--out <file>", "where the report is written", REPORT)
    .parse(Deno.args, { from: "user" });
  const { minutes, seed, quietEvery, program, out } = command.opts<{
    minutes: number;
    seed: number;
    quietEvery: number;
    program: string;
    out: string;
  }>();
  Deno.env.set("KAFKA_SENTINEL_PROGRAM", program);
  // What is started from here on inherits both.
  for (const [name, value] of Object.entries(MALLOC)) Deno.env.set(name, value);
  await runCommand("taskset", ["--all-tasks", "--cpu-list", "--pid", OTHER_CORES, `${Deno.pid}`]);
  await using lab = await startLab({ nodes: 3, cores: CORES_OF_KAFKA });
  const result = await soak({
    ...{ minutes, seed, quietEveryMinutes: quietEvery, say },
    ...{ lab, coresOfKafka: CORES_OF_KAFKA },
    // The thread that holds answers against the truth, only: threads and processes have their own.
    started: () => runCommand("renice", ["-n", "10", "-p", `${Deno.pid}`]),
  });
  await Deno.writeTextFile(out, soakReport(result, { minutes, seed, quietEvery, program }));
  await runDeno(["fmt", "--quiet", out]);
  const failures = failuresOf(result);
  for (const failure of failures.slice(0, SHOWN)) say(failure);
  say(failures.length === 0 ? "Nothing was wrong." : `${failures.length} things were wrong.`);
  return failures.length === 0 ? 0 : 1;
}

Deno.exit(await main());
