import { Command, InvalidArgumentError, Option } from "commander";
import { serveLab } from "../tests/lab/lab_server.ts";
import {
  type MonitoringStack,
  SHORTER,
  startMonitoringStack,
} from "../tests/stack/monitoring_stack.ts";
import { DRILLS } from "./drills/drills.ts";
import { announceLab } from "./running_lab.ts";
import { say } from "./say.ts";
import { untilInterrupted } from "./until_interrupted.ts";

/** `deno task stack`: what docker-compose.yml starts, of packages instead of images. */
async function main(): Promise<void> {
  const command = new Command("stack")
    .description("Starts Kafka, kafka-sentinel, Prometheus and Alertmanager, until Ctrl-C.")
    .addOption(
      new Option("--shorten <factor>", "divide waits and windows of the rules by it; 1: as shipped")
        .default(SHORTER).argParser((text) => {
          const factor = Number(text);
          if (!(factor >= 1)) throw new InvalidArgumentError("Give a number from 1 on.");
          return factor;
        }),
    )
    .parse(Deno.args, { from: "user" });
  const { shorten: factor } = command.opts<{ shorten: number }>();
  const interrupted = untilInterrupted();
  await using started = new AsyncDisposableStack();
  const running = run(started, factor);
  await Promise.race([running, interrupted]);
  await interrupted;
}

async function run(started: AsyncDisposableStack, factor: number): Promise<void> {
  say("Starting three Kafka brokers with JMX agents, kafka-sentinel, Prometheus, Alertmanager …");
  const stack = started.use(await startMonitoringStack(factor));
  const server = serveLab(stack.lab);
  started.defer(() => server.close());
  started.use(
    await announceLab({
      lab: server.url,
      program: stack.program.url,
      prometheus: stack.prometheus.url,
      alertmanager: stack.alertmanager.url,
      factor,
    }),
  );
  tell(stack, factor);
  stack.sink.onReceived = ({ to, text }) => {
    const first = /"summary":"((?:[^"\\]|\\.)*)"/.exec(text)?.[1] ??
      /"title":"((?:[^"\\]|\\.)*)"/.exec(text)?.[1] ?? /^Subject: (.*)$/m.exec(text)?.[1];
    if (to !== "dead-mans-switch") say(`  → ${to}: ${first ?? "a notification"}`);
  };
}

function tell({ lab, program, prometheus, alertmanager }: MonitoringStack, factor: number): void {
  say(`
  ${program.url}/        kafka-sentinel, which watches ${lab.bootstrapServers.join(",")}
  ${prometheus.url}/alerts  Prometheus
  ${alertmanager.url}/       Alertmanager

${
    factor === 1
      ? "Rules wait as long as shipped."
      : `Waits and windows of the rules are ${factor} times shorter than shipped.`
  } Notifications are shown here instead of being sent.

Break something, in another terminal: npx -y deno@2.9.6 task drill NAME
  ${DRILLS.map(({ name }) => name).join(" ")}

Ctrl-C ends everything and leaves nothing behind.
`);
}

await main();
// What was still being started ends with its janitors.
Deno.exit(0);
