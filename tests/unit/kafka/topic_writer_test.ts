import assert from "node:assert/strict";
import { createTopics } from "../../../src/kafka/messages/create_topics.ts";
import { ErrorCode } from "../../../src/kafka/messages/error_codes.ts";
import { initProducerId } from "../../../src/kafka/messages/init_producer_id.ts";
import { metadata } from "../../../src/kafka/messages/metadata.ts";
import { produce } from "../../../src/kafka/messages/produce.ts";
import { TopicWriter } from "../../../src/kafka/topic_writer.ts";
import { connectTo } from "../../wire_fakes/cluster_of_fakes.ts";
import { silentLogger } from "../../wire_fakes/recorders.ts";
import { schemaBroker } from "../../wire_fakes/schema_broker.ts";

const TOPIC = "alerts";
const SPEC = { partitions: 1, retentionMs: 86_400_000 };
const RECORD = { topic: TOPIC, key: "a", value: "b", headers: {}, timestampMs: 1 };
const soon = () => AbortSignal.timeout(10_000);
const { NONE, UNKNOWN_TOPIC_OR_PARTITION, LEADER_NOT_AVAILABLE, INVALID_TOPIC_EXCEPTION } =
  ErrorCode;

/** A broker that tells of the topic what is in `codes`, one after the other, then that it leads it. */
async function slowBroker(codes: readonly number[]) {
  const waiting = [...codes];
  const broker = await schemaBroker([
    [metadata, () => {
      const code = waiting.shift() ?? NONE;
      const led = { PartitionIndex: 0, LeaderId: 1, ReplicaNodes: [1], IsrNodes: [1] };
      return {
        Brokers: [{ NodeId: 1, Host: "127.0.0.1", Port: broker.port }],
        ControllerId: 1,
        Topics: [{ ErrorCode: code, Name: TOPIC, Partitions: code === NONE ? [led] : [] }],
      };
    }],
    [createTopics, () => ({ Topics: [{ Name: TOPIC, ErrorCode: NONE }] })],
    [initProducerId, () => ({ ErrorCode: NONE, ProducerId: 1, ProducerEpoch: 0 })],
    [produce, () => ({
      Responses: [{ Name: TOPIC, PartitionResponses: [{ Index: 0, ErrorCode: NONE }] }],
    })],
  ]);
  const open = () => connectTo([broker.port], { requestTimeoutMs: 5_000 }).cluster;
  const writer = new TopicWriter(open, silentLogger);
  return {
    writer,
    asked: (message: { readonly apiKey: number }) =>
      broker.requests.filter(({ apiKey }) => apiKey === message.apiKey).length,
    async [Symbol.asyncDispose]() {
      writer.close();
      await broker.close();
    },
  };
}

Deno.test("a topic that was just made is waited for where it is not known yet", async () => {
  const unknown = UNKNOWN_TOPIC_OR_PARTITION;
  await using slow = await slowBroker([unknown, unknown, LEADER_NOT_AVAILABLE, unknown]);
  await slow.writer.createTopics([TOPIC], SPEC, soon());
  await slow.writer.send([RECORD], soon());
  assert.deepEqual([slow.asked(createTopics), slow.asked(metadata), slow.asked(produce)], [
    1,
    5,
    1,
  ]);
});

Deno.test("a topic that is deleted after it was written to is not waited for", async () => {
  await using slow = await slowBroker([NONE, NONE, UNKNOWN_TOPIC_OR_PARTITION]);
  await slow.writer.createTopics([TOPIC], SPEC, soon());
  await slow.writer.send([RECORD], soon());
  await assert.rejects(slow.writer.send([RECORD], soon()), /There is no topic alerts .*create it/);
  assert.deepEqual([slow.asked(createTopics), slow.asked(metadata), slow.asked(produce)], [
    0,
    3,
    1,
  ]);
});

Deno.test("a topic that is waited for in vain is said to be missing", async () => {
  await using slow = await slowBroker(Array(100).fill(UNKNOWN_TOPIC_OR_PARTITION));
  await slow.writer.createTopics([TOPIC], SPEC, soon());
  const sent = slow.writer.send([RECORD], AbortSignal.timeout(300));
  await assert.rejects(sent, /There is no topic alerts .*create it/);
  assert.equal(slow.asked(produce), 0);
});

Deno.test("a topic that can never be is refused at once, made or not", async () => {
  await using slow = await slowBroker([NONE, INVALID_TOPIC_EXCEPTION]);
  await slow.writer.createTopics([TOPIC], SPEC, soon());
  await assert.rejects(slow.writer.send([RECORD], soon()), /cannot be written: INVALID_TOPIC/);
});
