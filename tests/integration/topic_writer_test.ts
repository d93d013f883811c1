import assert from "node:assert/strict";
import type { OutgoingRecord } from "../../src/kafka/record_batches_for.ts";
import { TopicWriter } from "../../src/kafka/topic_writer.ts";
import { type KafkaLab, startLab } from "../lab/kafka_lab.ts";
import { waitFor } from "../program/wait_for.ts";
import { connectTo } from "../wire_fakes/cluster_of_fakes.ts";
import { silentLogger } from "../wire_fakes/recorders.ts";

/** Longer than a sink waits: a busy machine's brokers take their time to replace one of them. */
const soon = () => AbortSignal.timeout(90_000);
const SPEC = { partitions: 3, retentionMs: 7 * 86_400_000 };
const TOPIC = "alerts";
/** Kafka removes records that are older than the topic's retention. */
const WRITTEN_AT_MS = Date.now();

function writerTo(lab: KafkaLab): TopicWriter & Disposable {
  const writer = new TopicWriter(
    () =>
      connectTo([], {
        bootstrapServers: lab.bootstrapServers,
        connectTimeoutMs: 2_000,
        requestTimeoutMs: 1_000,
      }).cluster,
    silentLogger,
  );
  return Object.assign(writer, { [Symbol.dispose]: () => writer.close() });
}

function records(from: number, count: number, topic = TOPIC): OutgoingRecord[] {
  return Array.from({ length: count }, (_, index) => ({
    topic,
    key: `key-${(from + index) % 5}`,
    value: `value-${from + index}`,
    headers: { ce_id: `${from + index}`, text: "ż=語" },
    timestampMs: WRITTEN_AT_MS + index,
  }));
}

/** The numbers of the values of each key, in the order in which they are in the topic. */
async function numbersByKey(lab: KafkaLab): Promise<Map<string, number[]>> {
  const read = await lab.client.readTopic(TOPIC);
  return new Map(
    [...Map.groupBy(read, ({ key }) => key)].map(([key, group]) => [
      key,
      group.map(({ value }) => Number(value.split("-")[1])),
    ]),
  );
}

/**
 * Each record is there once, and those of a key are in order. A new leader does not tell readers at
 * once of everything that is safe; nor does one that was frozen and takes itself for the leader.
 */
async function areOnceInOrder(lab: KafkaLab, total: number): Promise<void> {
  let all: number[][] = [];
  await waitFor(`${total} records are read`, async () => {
    all = [...(await numbersByKey(lab)).values()];
    return all.flat().length >= total;
  }, 60_000);
  assert.equal(all.flat().length, total, "each record once");
  for (const of of all) assert.deepEqual(of, of.toSorted((a, b) => a - b));
}

/** Waits until every partition of the topic has all its replicas in sync. */
async function untilWhole({ client }: KafkaLab): Promise<void> {
  await waitFor("the topic is whole", async () => {
    const partitions = await client.describeTopic(TOPIC).catch(() => []);
    return partitions.length === 3 && partitions.every(({ inSync }) => inSync.length === 3);
  }, 90_000);
}

Deno.test("records are written to a real cluster, whatever becomes of its brokers", async (t) => {
  await using lab = await startLab({ nodes: 3 });
  using writer = writerTo(lab);

  await t.step(
    "a topic that is not there is not made silently, and the error says so",
    async () => {
      await assert.rejects(
        writer.send(records(0, 1), soon()),
        /There is no topic alerts .*create it/,
      );
      await assert.rejects(lab.client.describeTopic(TOPIC), /UnknownTopicOrPartition/);
    },
  );

  await t.step("on request it is made, with safe settings, and once", async () => {
    await writer.createTopics([TOPIC], SPEC, soon());
    await writer.createTopics([TOPIC], SPEC, soon());
    await untilWhole(lab);
    assert.equal(await lab.client.topicConfig(TOPIC, "cleanup.policy"), "compact,delete");
    assert.equal(await lab.client.topicConfig(TOPIC, "min.insync.replicas"), "2");
    assert.equal(await lab.client.topicConfig(TOPIC, "retention.ms"), "604800000");
  });

  await t.step("Kafka's own consumer reads what was written", async () => {
    await writer.send(records(0, 20), soon());
    await areOnceInOrder(lab, 20);
    const read = await lab.client.readTopic(TOPIC);
    const byValue = new Map(read.map((record) => [record.value, record]));
    for (const { key, value, headers } of records(0, 20)) {
      const { key: itsKey, headers: itsHeaders } = byValue.get(value)!;
      assert.deepEqual([itsKey, itsHeaders], [key, headers]);
    }
  });

  await t.step("many large records go out in several batches", async () => {
    const large = records(20, 10).map((each) => ({
      ...each,
      value: each.value.padEnd(90_000, " "),
    }));
    await writer.send(large, soon());
    await areOnceInOrder(lab, 30);
  });

  await t.step("a partition without a leader elsewhere does not matter", async () => {
    await lab.client.createTopic("elsewhere", { partitions: 3, replicationFactor: 1 });
    await lab.kill(3);
    await writer.send(records(30, 10), soon());
    writer.close();
    await writer.send(records(40, 10), soon());
    await areOnceInOrder(lab, 50);
    await lab.restart(3);
    await untilWhole(lab);
  });

  await t.step("a leader that is killed while it writes costs no record and no order", async () => {
    const writing = (async () => {
      for (let from = 50; from < 250; from += 5) await writer.send(records(from, 5), soon());
    })();
    writing.catch(() => {});
    await lab.kill(1);
    await lab.restart(1);
    await writing;
    await areOnceInOrder(lab, 250);
  });

  await t.step("a leader that is frozen is waited for or replaced", async () => {
    await untilWhole(lab);
    const [first] = await lab.client.describeTopic(TOPIC);
    await lab.freeze(first!.leader!);
    await writer.send(records(250, 10), soon());
    await lab.thaw(first!.leader!);
    await areOnceInOrder(lab, 260);
  });
});
