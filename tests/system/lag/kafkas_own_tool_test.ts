import assert from "node:assert/strict";
import { runCommand } from "../../../scripts/setup/run_command.ts";
import { ensureKafka } from "../../../scripts/setup/kafka_jars.ts";
import { openSharedLab } from "../../lab/shared_lab.ts";
import { uniqueName } from "../../program/unique_name.ts";
import { waitUntilPasses } from "../../program/wait_for.ts";
import { LagMonitor } from "../lag_monitor.ts";

/** What `kafka-consumer-groups --describe` says of a group: lag by topic and partition. */
async function toldByKafka(servers: readonly string[], group: string): Promise<string[]> {
  const tool = "org.apache.kafka.tools.consumer.group.ConsumerGroupCommand";
  const text = await runCommand("java", [
    "-Xmx128m",
    "-cp",
    `${await ensureKafka()}/*`,
    tool,
    "--bootstrap-server",
    servers.join(","),
    // By default it gives up after five seconds.
    "--timeout",
    "60000",
    "--describe",
    "--group",
    group,
  ]);
  const rows = text.split("\n").map((line) => line.trim().split(/\s+/));
  return rows.filter(([name]) => name === group)
    .map(([, topic, partition, committed, end, lag]) =>
      `${topic} ${partition} ${committed} ${end} ${lag}`
    ).sort();
}

Deno.test("when nothing moves, lag is what Kafka's own tool says", async () => {
  await using lab = await openSharedLab();
  const { client, bootstrapServers } = lab;
  const prefix = uniqueName("tool");
  const topics = ["a", "b", "c"].map((name) => `${prefix}-${name}`);
  await client.createTopics(topics, { partitions: 4, replicationFactor: 1 });
  for (const topic of topics) {
    for (let partition = 0; partition < 4; partition++) {
      await client.produce(topic, { count: 30 + 7 * partition, partition });
    }
  }
  const group = `${prefix}-g`;
  await client.commitMany(group, [
    [topics[0]!, [0, 10, undefined, 51]],
    [topics[1]!, [30, 37, 44, 51]],
    [topics[2]!, [1, undefined, undefined, 20]],
  ]);
  await client.deleteRecords(topics[2]!, 3, 15);
  await using monitor = new LagMonitor({ bootstrapServers, prefix, lag: "{}" });
  const told = () => {
    const [found, snapshot] = [monitor.group(group), monitor.snapshot];
    return Array.from(found?.slots ?? [], (slot, index) => {
      const { directory, partitions } = snapshot!;
      const topic = directory.slotTopic[slot]!.name;
      const [committed, end] = [found!.committed[index], partitions.latestOffset[slot]];
      return `${topic} ${directory.slotPartition[slot]} ${committed} ${end} ${found!.lag[index]}`;
    }).sort();
  };
  const expected = await toldByKafka(bootstrapServers, group);
  assert.equal(expected.length, 9);
  // Partitions whose leader does not answer in time have no end for a cycle.
  await waitUntilPasses("the same is told", () => assert.deepEqual(told(), expected), 60_000);
});
