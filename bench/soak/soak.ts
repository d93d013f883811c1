import { ensureKafka } from "../../scripts/setup/kafka_jars.ts";
import { Janitor } from "../../tests/lab/janitor.ts";
import { startLocalClient } from "../../tests/lab/local_client.ts";
import type { Exposition } from "../../tests/program/exposition_parser.ts";
import { RunningProgram } from "../../tests/program/running_program.ts";
import { waitFor } from "../../tests/program/wait_for.ts";
import { Random } from "../anomaly/random.ts";
import { Background, pause } from "./background.ts";
import { BareServer } from "./bare_server.ts";
import { Churn } from "./churn.ts";
import { nextFault } from "./faults.ts";
import { isWhole, SOAK_PREFIX } from "./observation.ts";
import { type QuietMoment, quietMoment } from "./quiet_moment.ts";
import { troublesIn } from "./served.ts";
import type { SoakOptions, SoakResult } from "./soak_result.ts";
import { Traffic } from "./traffic.ts";
import { Watch } from "./watch.ts";

/** A broker that was frozen may need minutes until it follows the controllers again. */
const WHOLE_WITHIN_MS = 600_000;
/** Between what churn does, and between faults after Kafka is whole again. */
const CHURN_MS = [300, 2_000] as const;
const CALM_MS = [2_000, 10_000] as const;
const MINUTE_MS = 60_000;

const LOSSES = [
  "kafka_topic_partition_truncations_total",
  "kafka_consumergroup_group_messages_lost_total",
];

/** Runs the program on the lab through faults and churn, and holds what it serves against truth. */
export async function soak(options: SoakOptions): Promise<SoakResult> {
  const { lab, coresOfKafka, seed, say } = options;
  await using janitor = await Janitor.start("kafka-soak-");
  const libs = await ensureKafka();
  const observer = await startLocalClient(janitor, libs, lab.bootstrapServers, coresOfKafka);
  const traffic = await Traffic.start(lab.client);
  await using program = await RunningProgram.start([
    ...lab.flags,
    ...[`--topic.filter=^${SOAK_PREFIX}`, `--group.filter=^${SOAK_PREFIX}`],
    ...["--interval=1s", `--state.dir=${janitor.folder}/state`],
    ...["--alerts.kafka-topic=alerts-of-the-soak", "--alerts.create-topics"],
  ]);
  await using bare = await BareServer.start(janitor);
  using watch = new Watch(program, bare, observer.ask);
  await options.started?.();
  const churn = new Churn(lab.client, new Random(seed));
  const background = new Background();
  background.repeat(() => 200, () => watch.observe());
  background.repeat(() => 500, () => watch.judge.judge());
  background.repeat(() => 2_000, () => watch.look());
  const startedMs = Date.now();
  const quiet = await faultsAndChurn({ options, watch, churn, traffic, background })
    .finally(() => background.end());
  await watch.judge.judge(true);
  const losses = countLosses(watch.exporter()) + countLosses(watch.lagMonitor());
  say("Ending …");
  watch[Symbol.dispose]();
  const ending = await program.stop();
  await churn.end();
  await traffic.end();
  await observer.close();
  const { recovery, judge } = watch;
  return {
    startedMs,
    endedMs: Date.now(),
    faults: recovery.faults,
    churn: churn.done,
    refused: churn.refused,
    observations: watch.observations,
    wrong: judge.wrong.map((wrong) => ({ ...wrong, during: recovery.at(wrong.atMs) })),
    judged: judge.judged,
    unjudged: judge.unjudged,
    quiet,
    scrapes: watch.scrapes,
    failedScrapes: watch.failedScrapes,
    held: watch.held,
    logged: program.log.split("\n").filter(isTrouble),
    losses,
    ending,
  };
}

interface Running {
  readonly options: SoakOptions;
  readonly watch: Watch;
  readonly churn: Churn;
  readonly traffic: Traffic;
  readonly background: Background;
}

async function faultsAndChurn(running: Running): Promise<QuietMoment[]> {
  const { options, watch, churn, traffic, background } = running;
  const { minutes, quietEveryMinutes, seed, say } = options;
  const quiet: QuietMoment[] = [];
  // Without a first observation nothing is known of what moved before the second one.
  await waitFor("all is observed and served", () => {
    background.check();
    const [observed, seen] = [watch.observation(), watch.exporter()];
    return observed !== undefined && isWhole(observed) &&
      seen !== undefined && troublesIn(seen).length === 0;
  }, WHOLE_WITHIN_MS);
  const random = new Random(seed + 1);
  const churnPauses = new Random(seed + 2);
  background.repeat(() => churnPauses.between(...CHURN_MS), () => churn.step());
  const untilMs = Date.now() + minutes * MINUTE_MS;
  // A broker that was frozen may keep all waiting for minutes: then it takes longer, and is no less.
  const moments = Math.floor(minutes / quietEveryMinutes);
  for (;;) {
    const quietAtMs = Math.min(Date.now() + quietEveryMinutes * MINUTE_MS, untilMs);
    do await doFault(running, random); while (Date.now() < quietAtMs);
    await churn.halt();
    await traffic.halt();
    const moment = await quietMoment(watch);
    quiet.push(moment);
    say(`Quiet: ${moment.differences.length} of what is served is not so`);
    if (Date.now() >= untilMs && quiet.length >= moments) return quiet;
    await traffic.resume();
    churn.resume();
  }
}

async function doFault({ options, watch, background }: Running, random: Random): Promise<void> {
  const { lab, say } = options;
  const fault = nextFault(random, lab);
  const calmMs = random.between(...CALM_MS);
  say(`${fault.name} for ${(fault.lastsMs / 1000).toFixed(1)} s`);
  watch.recovery.begin(fault);
  try {
    await fault.begin();
    await pause(fault.lastsMs);
  } finally {
    await fault.repair();
    watch.recovery.repaired();
  }
  background.check();
  const { repairedMs } = watch.recovery.current!;
  await waitFor("Kafka is whole", () => {
    background.check();
    const seen = watch.observation();
    return seen !== undefined && seen.topics.fromMs >= repairedMs! && isWhole(seen);
  }, WHOLE_WITHIN_MS);
  await pause(calmMs);
}

function countLosses(seen: Exposition | undefined): number {
  return LOSSES.flatMap((name) => seen?.select(name) ?? [])
    .reduce((sum, { value }) => sum + value, 0);
}

/** An error line of the log, or a line that the runtime wrote, as it does when something is uncaught. */
function isTrouble(line: string): boolean {
  return line !== "" && (!line.startsWith("{") || /"level":"(error|fatal)"/.test(line));
}
