import { Command, InvalidArgumentError, Option } from "commander";
import { PROJECT_ROOT } from "../../scripts/project_root.ts";
import { say } from "../../scripts/say.ts";
import { runDeno } from "../../scripts/test_stage.ts";
import { SHORTER, startMonitoringStack } from "../../tests/stack/monitoring_stack.ts";
import { staysHealthy, untilHealthy } from "../../tests/stack/stack_health.ts";
import { machine } from "../machine.ts";

const REPORT = `${PROJECT_ROOT}bench/healthy_stack.md`;

/** `deno task soak:stack`: the real stack with traffic and no fault; nothing may fire. */
async function main(): Promise<void> {
  const command = new Command("soak:stack")
    .addOption(
      new Option("--minutes <n>", "how long; the rules are evaluated every second").default(5)
        .argParser((text) => {
          if (Number(text) > 0) return Number(text);
          throw new InvalidArgumentError("Give a number above 0.");
        }),
    )
    .option("--out <file>", "where the report is written", REPORT)
    .parse(Deno.args, { from: "user" });
  const { minutes, out } = command.opts<{ minutes: number; out: string }>();
  await using stack = await startMonitoringStack(SHORTER);
  await untilHealthy(stack);
  say(`All is well; watching for ${minutes} minutes …`);
  const startedAt = new Date();
  const evaluations = Math.ceil(minutes * 60);
  const looks = await staysHealthy(stack, evaluations);
  const seconds = (Date.now() - startedAt.getTime()) / 1000;
  await Deno.writeTextFile(out, report({ startedAt, minutes, evaluations, looks, seconds }));
  await runDeno(["fmt", "--quiet", out]);
  say(`Nothing fired in ${evaluations} evaluations.`);
}

function report(done: {
  readonly startedAt: Date;
  readonly minutes: number;
  readonly evaluations: number;
  readonly looks: number;
  readonly seconds: number;
}): string {
  const { startedAt, minutes, evaluations, looks, seconds } = done;
  return `# The healthy stack

Three brokers of Kafka with JMX agents and traffic, the program, Prometheus and Alertmanager with
the shipped configuration, of which waits and windows are ${SHORTER} times shorter, so that what
needs minutes to fire has time to. Nothing is broken. Every alert that fires, the watchdog apart, and
every rule that cannot be evaluated ends the run with an error.
${startedAt.toISOString()}, ${machine()}.

\`\`\`sh
npx -y deno@2.9.6 task soak:stack --minutes=${minutes}
\`\`\`

| | figure |
| --- | --- |
| seconds | ${seconds.toFixed(0)} |
| evaluations of every rule | ${evaluations} |
| times that Prometheus was asked what fires | ${looks} |
| **alerts that fired** | **0** |
| **rules that could not be evaluated** | **0** |
`;
}

await main();
Deno.exit(0);
