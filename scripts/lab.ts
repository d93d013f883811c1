import { Command, InvalidArgumentError, Option } from "commander";
import { startLab } from "../tests/lab/kafka_lab.ts";
import type { KafkaVersion } from "./setup/kafka_jars.ts";
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
    .addOption(
      new Option("--kafka <version>", "version of Kafka").choices(["4.3.1", "3.9.2", "3.0.2"])
        .default("4.3.1"),
    )
    .option("--zookeeper", "with ZooKeeper instead of KRaft; Kafka 3.x only")
    .option("--json", "tell servers, process ids and folder as one line of JSON")
    .parse(Deno.args, { from: "user" });
  const { nodes, json, kafka, zookeeper } = command.opts<
    { nodes: 1 | 3; json?: true; kafka: KafkaVersion; zookeeper?: true }
  >();
  const interrupted = untilInterrupted();
  const mode = zookeeper === true ? "zookeeper" : "kraft";
  await using lab = await startLab({ nodes, version: kafka, mode });
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
