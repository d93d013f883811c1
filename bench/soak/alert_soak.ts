import { Command, Option } from "commander";
import { PROJECT_ROOT } from "../../scripts/project_root.ts";
import { say } from "../../scripts/say.ts";
import { runDeno } from "../../scripts/test_stage.ts";
import { startLab } from "../../tests/lab/kafka_lab.ts";
import { Random } from "../anomaly/random.ts";
import { machine } from "../machine.ts";
import { alertRounds, type RoundsResult } from "./alert_rounds.ts";
import { toNumber } from "../to_number.ts";

const REPORT = `${PROJECT_ROOT}bench/alert_soak.md`;
/** Longer than `broker_down.for` as it is shipped. */
const LONG_MINUTES = 7;

/** `deno task soak:alerts`: the program is killed 20 times while brokers are; what it told is held. */
async function main(): Promise<number> {
  const command = new Command("soak:alerts")
    .addOption(
      new Option("--rounds <n>", "brokers that are killed one after the other").default(10)
        .argParser(toNumber),
    )
    .addOption(
      new Option("--minutes <n>", "for so long the first one is away").default(LONG_MINUTES)
        .argParser(toNumber),
    )
    .addOption(new Option("--seed <n>", "another has other times").default(1).argParser(toNumber))
    .option("--out <file>", "where the report is written", REPORT)
    .parse(Deno.args, { from: "user" });
  const { rounds, minutes, seed, out } = command.opts<{
    rounds: number;
    minutes: number;
    seed: number;
    out: string;
  }>();
  await using lab = await startLab({ nodes: 3 });
  const startedAt = new Date();
  const longMs = minutes * 60_000;
  const result = await alertRounds({ lab, rounds, longMs, random: new Random(seed), say });
  const flags = `--rounds=${rounds} --minutes=${minutes} --seed=${seed}`;
  await Deno.writeTextFile(out, report(result, startedAt, flags));
  await runDeno(["fmt", "--quiet", out]);
  for (const difference of result.differences) say(difference);
  return result.differences.length === 0 ? 0 : 1;
}

function report(result: RoundsResult, startedAt: Date, flags: string): string {
  const { kills, statuses, differences, shipped } = result;
  const minutes = (Date.now() - startedAt.getTime()) / 60_000;
  const list = (lines: readonly string[]) => lines.length === 0 ? "None." : lines.join("\n");
  return `# Alerts while everything is killed

Three brokers of Kafka with traffic. In every round one is killed (SIGKILL) and comes back; in the
first one it is away for minutes. The program, which has a state directory, is killed within four
seconds of either. Another program with the same settings is never killed. Both publish to topics of
their own on that cluster; what their topics tell of the brokers and of two topics, each status if it
is another than before, must be the same. ${startedAt.toISOString()}, ${machine()}.

\`\`\`sh
npx -y deno@2.9.6 task soak:alerts ${flags}
\`\`\`

| | figure |
| --- | --- |
| minutes | ${minutes.toFixed(1)} |
| times that the program was killed | ${kills} |
| **sequences of statuses that differ from the reference's, of ${
    Object.keys(statuses).length
  }** | **${differences.length}** |

${
    list(
      Object.entries(statuses).sort().map(([about, of]) =>
        `- \`${about}\`: firing ${of.filter((each) => each === "firing").length} times, resolved ${
          of.filter((each) => each === "resolved").length
        } times`
      ),
    )
  }

## What differs

${list(differences.map((each) => `- ${each}`))}

## With the settings as they are shipped

A third program, with the shipped settings, an interval of 15 s and the topic with three replicas
alone, told this of the same time:

${list(shipped.map((each) => `- ${each}`))}
`;
}

Deno.exit(await main());
