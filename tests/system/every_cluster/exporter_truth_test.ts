import assert from "node:assert/strict";
import { openSharedLab } from "../../lab/shared_lab.ts";
import { RunningProgram } from "../../program/running_program.ts";
import { uniqueName } from "../../program/unique_name.ts";

/** Names that a group may have and that every format must survive. */
const ODD_GROUPS = [
  'quo"te',
  "back\\slash",
  "new\nline",
  "übung ☃ 🙂",
  "g".repeat(249),
  "ż語🐟".repeat(83),
  "tab\tand\rreturn",
  "a=b,c={d}",
  "<script>alert(1)</script>",
];

Deno.test("offsets, commits and lag are what Kafka itself says when nothing moves", async () => {
  await using lab = await openSharedLab();
  const topic = uniqueName("truth");
  const group = uniqueName("group");
  await lab.client.createTopic(topic, { partitions: 3, replicationFactor: 3 });
  for (const partition of [0, 1, 2]) {
    await lab.client.produce(topic, { count: 10 * (partition + 1), partition });
  }
  await lab.client.commit(group, topic, [4, 20]);
  const ends = await lab.client.endOffsets(topic);
  const starts = await lab.client.beginningOffsets(topic);
  await using program = await startProgram(lab.flags);
  await program.scrapeUntilPasses("all of it is served", (metrics) => {
    for (const partition of ["0", "1", "2"]) {
      const of = { topic, partition };
      assert.equal(
        metrics.value("kafka_topic_partition_current_offset", of),
        ends[Number(partition)],
      );
      assert.equal(
        metrics.value("kafka_topic_partition_oldest_offset", of),
        starts[Number(partition)],
      );
      assert.equal(metrics.value("kafka_topic_partition_replicas", of), 3);
      assert.equal(metrics.value("kafka_topic_partition_in_sync_replica", of), 3);
      assert.equal(metrics.value("kafka_topic_partition_under_replicated_partition", of), 0);
    }
    const ofGroup = { consumergroup: group, topic };
    const lags = metrics.select("kafka_consumergroup_lag", ofGroup);
    const byPartition = lags.map((each) => [each.labels["partition"], each.value] as const);
    assert.deepEqual(byPartition.sort(([a], [b]) => Number(a) - Number(b)), [["0", 6], ["1", 0]]);
    assert.equal(metrics.value("kafka_consumergroup_lag_sum", ofGroup), 6);
    assert.equal(metrics.value("kafka_consumergroup_current_offset_sum", ofGroup), 24);
    assert.equal(metrics.value("kafka_topic_partitions", { topic }), 3);
    assert.equal(metrics.value("kafka_brokers"), 3);
    assert.equal(metrics.value("kafka_up"), 1);
  });
});

Deno.test("topics and groups with odd and the longest names come out as they are", async () => {
  await using lab = await openSharedLab();
  // Kafka allows topics these characters, and 249 of them.
  const topic = uniqueName("Odd.topic-_").padEnd(249, ".9-_z");
  await lab.client.createTopic(topic, { partitions: 1, replicationFactor: 1 });
  await lab.client.produce(topic, { count: 5 });
  for (const group of ODD_GROUPS) await lab.client.commit(group, topic, [2]);
  await using program = await startProgram(lab.flags);
  await program.scrapeUntilPasses("all groups are served", (metrics) => {
    const found = metrics.select("kafka_consumergroup_lag", { topic });
    assert.deepEqual(
      found.map((sample) => sample.labels["consumergroup"]).sort(),
      [...ODD_GROUPS].sort(),
    );
    assert.ok(found.every((sample) => sample.value === 3));
    const of = { topic, partition: "0" };
    assert.equal(metrics.value("kafka_topic_partition_current_offset", of), 5);
    assert.equal(metrics.value("kafka_topic_partitions", { topic }), 1);
  });
});

Deno.test("members of every protocol are counted, and group types told apart", async () => {
  await using lab = await openSharedLab();
  const topic = uniqueName("members");
  await lab.client.createTopic(topic, { partitions: 4, replicationFactor: 3 });
  const protocols = lab.mode === "kraft"
    ? ["classic", "consumer", "share", "streams"] as const
    : ["classic"] as const;
  const groups = new Map(
    protocols.map((protocol) => [protocol, uniqueName(protocol)] as const),
  );
  const tasks: string[] = [];
  for (const [protocol, group] of groups) {
    tasks.push(await lab.client.startConsumer({ group, protocol, topics: [topic] }));
  }
  await using program = await startProgram(lab.flags);
  for (const [type, consumergroup] of groups) {
    await program.scrapeUntilPasses(`the ${type} group is known as such`, ({ value }) => {
      assert.equal(value("kafka_consumergroup_info", { consumergroup, type }), 1);
      assert.equal(value("kafka_consumergroup_members", { consumergroup }), 1);
    });
  }
  for (const task of tasks) await lab.client.stopTask(task);
});

Deno.test("topics come, grow, go and come again", async () => {
  await using lab = await openSharedLab();
  const topic = uniqueName("lifecycle");
  await using program = await startProgram(lab.flags);
  const partitions = (count: number) =>
    program.scrapeUntil(
      `${topic} has ${count} partitions`,
      (seen) => seen.value("kafka_topic_partitions", { topic }) === count,
      60_000,
    );
  const ends = (count: number) =>
    program.scrapeUntil(
      `${count} end offsets of ${topic} are served`,
      (seen) => seen.select("kafka_topic_partition_current_offset", { topic }).length === count,
      60_000,
    );
  await lab.client.createTopic(topic, { partitions: 4, replicationFactor: 1 });
  await partitions(4);
  await lab.client.createPartitions(topic, 6);
  await partitions(6);
  await ends(6);
  await lab.client.deleteTopic(topic);
  await program.scrapeUntilPasses("nothing of it is left", ({ samples }) => {
    assert.deepEqual(samples.filter((sample) => sample.labels["topic"] === topic), []);
  });
  await lab.client.createTopic(topic, { partitions: 2, replicationFactor: 1 });
  await partitions(2);
  await ends(2);
});

Deno.test("filters keep topics and groups out", async () => {
  await using lab = await openSharedLab();
  const [kept, left] = [uniqueName("kept"), uniqueName("left")];
  for (const topic of [kept, left]) {
    await lab.client.createTopic(topic, { partitions: 1, replicationFactor: 1 });
    await lab.client.commit(`of-${topic}`, topic, [0]);
  }
  const filters = [
    `--topic.filter=^(kept|left)`,
    `--topic.exclude=^left`,
    `--group.exclude=of-left`,
  ];
  await using program = await startProgram(lab.flags, filters);
  const metrics = await program.scrapeUntil(
    "the kept group is served",
    (seen) => seen.value("kafka_consumergroup_lag_sum", { topic: kept }) === 0,
    60_000,
  );
  assert.deepEqual(metrics.samples.filter((sample) => sample.labels["topic"] === left), []);
  assert.deepEqual(metrics.select("kafka_topic_partitions", { topic: "__consumer_offsets" }), []);
  assert.deepEqual(metrics.select("kafka_consumergroup_info", { consumergroup: `of-${left}` }), []);
});

function startProgram(flags: readonly string[], args: readonly string[] = []) {
  return RunningProgram.start([...flags, "--interval=1s", ...args]);
}
