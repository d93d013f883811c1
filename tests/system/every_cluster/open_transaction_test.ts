import { openSharedLab } from "../../lab/shared_lab.ts";
import { RunningProgram } from "../../program/running_program.ts";
import { uniqueName } from "../../program/unique_name.ts";

Deno.test("records of an open transaction are counted while it is open", async () => {
  await using lab = await openSharedLab();
  const { client } = lab;
  const [topic, group] = [uniqueName("open"), uniqueName("reader")];
  await client.createTopic(topic, { partitions: 1, replicationFactor: 3 });
  await client.commit(group, topic, [0]);
  const task = await client.holdTransaction(topic, 7);
  const of = { topic, partition: "0" };
  const name = "kafka_topic_partition_last_stable_offset_lag";
  const lag = { consumergroup: group, topic };
  {
    await using program = await RunningProgram.start([...lab.flags, "--interval=1s"]);
    // A leader that answers too late is asked again after 30 s.
    await program.scrapeUntil("they are counted", (seen) => seen.value(name, of) === 7, 90_000);
  }
  await client.stopTask(task);
  // It is counted every 30 s; another start counts at once.
  await using program = await RunningProgram.start([...lab.flags, "--interval=1s"]);
  await program.scrapeUntil(
    "none is held back any more",
    (seen) =>
      // The marker of the transaction's end is a record too.
      seen.value("kafka_consumergroup_lag_sum", lag) === 8 &&
      seen.value("kafka_sentinel_part_read_timestamp_seconds", { part: "stable_offsets" })! > 0 &&
      seen.value(name, of) === undefined,
    90_000,
  );
});
