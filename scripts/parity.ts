import { Command, Option } from "commander";
import { freePorts } from "../tests/lab/free_ports.ts";
import { Janitor } from "../tests/lab/janitor.ts";
import type { KafkaLab } from "../tests/lab/kafka_lab.ts";
import { LAB_KINDS, type LabKind } from "../tests/lab/lab_kinds.ts";
import { type Difference, differences, sortDifferences } from "../tests/parity/differences.ts";
import { samplesByExporterRules } from "../tests/parity/exporter_rules.ts";
import { labAddresses } from "../tests/parity/lab_addresses.ts";
import { exporterFlags } from "../tests/parity/exporter_flags.ts";
import { makeStillCluster } from "../tests/parity/still_cluster.ts";
import { type Exposition, parseExposition } from "../tests/program/exposition_parser.ts";
import { RunningProgram } from "../tests/program/running_program.ts";
import { waitFor } from "../tests/program/wait_for.ts";
import { say } from "./say.ts";
import { ensureCommands } from "./setup/debian_packages.ts";

const KINDS = Object.keys(LAB_KINDS) as LabKind[];
const DEADLINE_MS = 60_000;

/**
 * `deno task parity`: runs kafka_exporter itself beside the program, on the same clusters that are
 * still, and compares all series of its metrics.
 */
async function main(): Promise<number> {
  const command = new Command("parity")
    .description(
      "Compares what kafka-sentinel and kafka_exporter 1.9 serve of the same clusters.\n" +
        "Get it: go install github.com/danielqsj/kafka_exporter@v1.9.0",
    )
    .requiredOption("--exporter <path>", "the executable of kafka_exporter")
    .addOption(new Option("--cluster <kind>", "only on this cluster").choices(KINDS))
    .parse(Deno.args, { from: "user" });
  const { exporter, cluster } = command.opts<{ exporter: string; cluster?: LabKind }>();
  await ensureCommands("java", "javac", "mvn", "openssl");
  let equal = true;
  for (const kind of cluster === undefined ? KINDS : [cluster]) {
    await using lab = await LAB_KINDS[kind]();
    if (!(await compare(kind, lab, exporter))) equal = false;
  }
  say(equal ? "No difference but those that are listed." : "There are other differences.");
  return equal ? 0 : 1;
}

/** Whether nothing differs on the cluster but what may, nor from the rules that tests go by. */
async function compare(kind: LabKind, lab: KafkaLab, exporter: string): Promise<boolean> {
  const still = await makeStillCluster(lab.client, lab.mode);
  const byRules = await samplesByExporterRules(lab.client, still, labAddresses(lab.flags));
  await using janitor = await Janitor.start("kafka-exporter-");
  const [port] = freePorts(1) as [number];
  const listen = `--web.listen-address=127.0.0.1:${port}`;
  const logFile = `${janitor.folder}/log`;
  janitor.spawn([exporter, ...await exporterFlags(lab.flags), ...still.filters, listen], {
    logFile,
  });
  await using program = await RunningProgram.start([
    ...lab.flags,
    ...still.filters,
    "--interval=1s",
  ]);
  let ours: Exposition | undefined;
  let theirs: Exposition | undefined;
  let found: ReturnType<typeof sortDifferences> = new Map();
  const isWhole = (seen: Exposition | undefined) =>
    seen?.select("kafka_consumergroup_members").length === still.groups.length;
  await waitFor("both serve everything, and the same", async () => {
    theirs = await scrape(port);
    ours = await program.scrape();
    found = sortDifferences(ours, theirs?.samples ?? []);
    return isWhole(theirs) && isWhole(ours) && !found.has(undefined);
  }, DEADLINE_MS).catch((error) => say(`${kind}: ${error.message}`));
  if (theirs === undefined) {
    say(`${kind}: kafka_exporter serves nothing; its log:\n${await Deno.readTextFile(logFile)}`);
  }
  for (const [what, all] of found) {
    say(`${kind}: ${all.length} times ${what ?? "NOT ALLOWED"}`);
    if (what === undefined) { for (const each of all) say(`  ${text(each)}`); }
  }
  const offRules = theirs === undefined ? [] : differences(theirs, byRules);
  for (const each of offRules) say(`${kind}: the rules of tests/parity are wrong: ${text(each)}`);
  await still.end();
  return theirs !== undefined && !found.has(undefined) && offRules.length === 0;
}

async function scrape(port: number): Promise<Exposition | undefined> {
  const response = await fetch(`http://127.0.0.1:${port}/metrics`).catch(() => undefined);
  return response?.status === 200 ? parseExposition(await response.text()) : undefined;
}

function text({ name, labels, ours, theirs }: Difference): string {
  return `${name}${JSON.stringify(labels)} here ${ours ?? "-"}, there ${theirs ?? "-"}`;
}

Deno.exit(await main());
