import { openSharedLab } from "../../lab/shared_lab.ts";
import { RunningProgram } from "../../program/running_program.ts";
import { uniqueName } from "../../program/unique_name.ts";

Deno.test("a share group's lag is what its coordinator tells", async () => {
  await using lab = await openSharedLab();
  const [topic, group] = [uniqueName("shared"), uniqueName("share")];
  await lab.client.createTopic(topic, { partitions: 1, replicationFactor: 3 });
  const consumer = { group, protocol: "share" as const, topics: [topic] };
  await using program = await RunningProgram.start([...lab.flags, "--interval=1s"]);
  const lag = (value: number) =>
    program.scrapeUntil(
      `the lag is ${value}`,
      (seen) =>
        seen.value("kafka_consumergroup_lag_sum", { consumergroup: group, topic }) === value,
      60_000,
    );
  const first = await lab.client.startConsumer(consumer);
  await program.scrapeUntil(
    "the group has a member",
    (seen) => seen.value("kafka_consumergroup_members", { consumergroup: group }) === 1,
    60_000,
  );
  // A share group begins at the end of what is there when it first fetches.
  const producer = await lab.client.startProducer(topic, 50);
  await program.scrapeUntil(
    "it has begun",
    (seen) =>
      seen.value("kafka_consumergroup_current_offset_sum", { consumergroup: group, topic })! > 0,
    60_000,
  );
  await lab.client.stopTask(producer);
  await lag(0);
  await lab.client.stopTask(first);
  await lab.client.produce(topic, { count: 9 });
  await lag(9);
  const second = await lab.client.startConsumer(consumer);
  await lag(0);
  await lab.client.stopTask(second);
});
