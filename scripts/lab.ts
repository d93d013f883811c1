import { Command, InvalidArgumentError, Option } from "commander";
import { startLab } from "../tests/lab/kafka_lab.ts";
import { say } from "./say.ts";
import { untilInterrupted } from "./until_interrupted.ts";

/** `deno task lab`: real Kafka until Ctrl-C, with nothing left behind. */
async function main(): Promise<void> {
  const command = new Command("lab")
    .description("Starts real Kafka on free ports of 127.0.0.1 and keeps it until Ctrl-C.")
    .addOption(
      new Option("--nodes <count>", "nodes to start: 1 or 3").default(3).argParser((text) => {
        if (text !== "1" && text !== "3") throw new InvalidArgumentError("Give 1 or 3.");
        return Number(text) as 1 | 3;
      }),
    )
    .option("--json", "tell servers, process ids and folder as one line of JSON")
    .parse(Deno.args, { from: "user" });
  const { nodes, json } = command.opts<{ nodes: 1 | 3; json?: true }>();
  const interrupted = untilInterrupted();
  await using lab = await startLab({ nodes });
  const { bootstrapServers, folder } = lab;
  if (json) {
    const line = JSON.stringify({ bootstrapServers, pids: lab.pids(), folder }) + "\n";
    Deno.stdout.writeSync(new TextEncoder().encode(line));
  } else {
    say(`Kafka runs at ${bootstrapServers.join(",")}; logs and data: ${folder}. Ctrl-C ends it.`);
    for (const [index, pid] of lab.pids().entries()) say(`  node ${index + 1}: process ${pid}`);
  }
  await interrupted;
}

await main();
