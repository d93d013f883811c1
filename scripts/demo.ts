import { Command } from "commander";
import { freePorts } from "../tests/lab/free_ports.ts";
import { type KafkaLab, startLab } from "../tests/lab/kafka_lab.ts";
import { serveLab } from "../tests/lab/lab_server.ts";
import { RunningProgram } from "../tests/program/running_program.ts";
import { ALERTS_TOPIC, DEMO_CHECKS } from "./demo/demo_checks.ts";
import { IDLE_GROUP, SLOW_GROUP, startDemoTraffic } from "./demo/demo_traffic.ts";
import { announceLab } from "./running_lab.ts";
import { say } from "./say.ts";
import { untilInterrupted } from "./until_interrupted.ts";

/** The exporter's and the lag monitor's. */
const USUAL_PORTS = [9308, 9309] as const;

/** `deno task demo`: real brokers with traffic, and the program that watches them. */
async function main(): Promise<number> {
  const command = new Command("demo")
    .description("Starts three Kafka brokers with traffic and kafka-sentinel, until Ctrl-C.")
    .option("--check", "verify over HTTP what the program serves, and end with 0 or 1")
    .parse(Deno.args, { from: "user" });
  const { check } = command.opts<{ check?: true }>();
  const interrupted = untilInterrupted();
  const shown = show(check === true);
  return await Promise.race([shown.then((ok) => ok ? 0 : 1), interrupted.then(() => 0)])
    .finally(() => ending?.[Symbol.asyncDispose]());
}

/** What was started so far, for an end at any time. */
let ending: AsyncDisposableStack | undefined;

async function show(check: boolean): Promise<boolean> {
  const started = ending = new AsyncDisposableStack();
  say("Starting three Kafka brokers …");
  const lab = started.use(await startLab({ nodes: 3 }));
  say("Creating topics, producers and consumer groups …");
  await startDemoTraffic(lab.client);
  const ports = check || USUAL_PORTS.some(isTaken) ? freePorts(2) : USUAL_PORTS;
  const program = started.use(
    await RunningProgram.start([
      `--kafka.server=${lab.bootstrapServers.join(",")}`,
      `--web.listen-address=127.0.0.1:${ports[0]}`,
      `--lag.listen-address=127.0.0.1:${ports[1]}`,
      "--interval=2s",
      `--alerts.kafka-topic=${ALERTS_TOPIC}`,
      "--alerts.create-topics",
    ]),
  );
  if (check) return await verify(program, lab);
  const server = serveLab(lab);
  started.defer(() => server.close());
  started.use(await announceLab({ lab: server.url, program: program.url }));
  tell(program, lab);
  return await new Promise<never>(() => {});
}

async function verify(program: RunningProgram, lab: KafkaLab): Promise<boolean> {
  for (const { fact, run } of DEMO_CHECKS) {
    try {
      await run(program, lab.client);
      say(`  ok      ${fact}`);
    } catch (error) {
      say(`  FAILED  ${fact}: ${error}\nThe program logged:\n${program.log}`);
      return false;
    }
  }
  const { code, tookMs } = await program.stop("SIGTERM");
  const ended = code === 0 && tookMs < 5_000;
  say(`  ${ended ? "ok    " : "FAILED"}  SIGTERM ended it with ${code}, ${tookMs.toFixed(0)} ms`);
  return ended;
}

function isTaken(port: number): boolean {
  try {
    Deno.listen({ hostname: "127.0.0.1", port }).close();
    return false;
  } catch {
    return true;
  }
}

function tell({ url, lagUrl }: RunningProgram, lab: KafkaLab): void {
  const [, second] = lab.pids();
  say(`
kafka-sentinel watches three brokers at ${lab.bootstrapServers.join(",")}:

  ${lagUrl}/           what is wrong, and how groups fare: the page to open
  ${lagUrl}/api/v1/groups
  ${lagUrl}/api/v1/alerts
  ${url}/           what it knows, as a page
  ${url}/metrics    for Prometheus
  ${url}/readyz?kafka=1

Things to try, in another terminal:

  Watch the lag of the slow group, and of one that nobody runs:
    curl -s ${url}/metrics | grep -E 'lag_sum.*(${SLOW_GROUP.group}|${IDLE_GROUP.group})'
  Freeze the second broker: its offsets become absent, the others' stay right; then let it go on:
    kill -STOP ${second}
    curl -s ${url}/metrics | grep -E 'broker_reachable|lag_sum'
    kill -CONT ${second}
  Kill it: partitions become under-replicated, nothing that it held is declared gone:
    kill -KILL ${second}
    curl -s ${url}/metrics | grep 'under_replicated_partition{.* 1$'
  Follow the topic of alerts while you break something:
    npx -y deno@2.9.6 task start alerts --follow --kafka.server=${lab.bootstrapServers[0]} \\
      --alerts.kafka-topic=${ALERTS_TOPIC}
  Or let a drill break something, and repair it:
    npx -y deno@2.9.6 task drill kill-broker

Ctrl-C ends everything and leaves nothing behind.`);
}

Deno.exit(await main());
