import assert from "node:assert/strict";
import { createTopics } from "../../src/kafka/messages/create_topics.ts";
import { ErrorCode } from "../../src/kafka/messages/error_codes.ts";
import { initProducerId } from "../../src/kafka/messages/init_producer_id.ts";
import { produce } from "../../src/kafka/messages/produce.ts";
import { writeRecordBatch } from "../../src/kafka/messages/write_record_batch.ts";
import { type MessageCase, messageCase } from "./message_case.ts";
import type { MessageFacts } from "./message_facts.ts";

const TIMEOUT_MS = 20_000;

/** A batch of one record by a producer without identity. */
const batch = () =>
  writeRecordBatch(
    [{ key: "k", value: "v", headers: {}, timestampMs: Date.now() }],
    { producerId: -1, producerEpoch: -1, baseSequence: -1 },
  );

/** What the program writes to Kafka: alerts, to a topic of their own. */
export const WRITE_CASES: readonly MessageCase[] = [
  messageCase(
    createTopics,
    ({ controllerId }) => controllerId,
    ({ sink }, version) => ({
      topics: [{
        name: `${sink}-${version}`,
        partitions: 1,
        replicationFactor: 1,
        configs: { "retention.ms": "3600000" },
      }],
      timeoutMs: TIMEOUT_MS,
    }),
    ({ topics }, { sink }, version) => {
      const told = topics.map(({ name, errorCode }) => [name, errorCode]);
      assert.deepEqual(told, [[`${sink}-${version}`, ErrorCode.NONE]]);
    },
  ),
  messageCase(
    initProducerId,
    ({ leaderId }) => leaderId,
    () => ({}),
    ({ errorCode, producerId, producerEpoch }) => {
      assert.deepEqual([errorCode, producerEpoch], [ErrorCode.NONE, 0]);
      assert.ok(producerId >= 0);
    },
  ),
  messageCase(
    produce,
    ({ sinkLeaderId }: MessageFacts) => sinkLeaderId,
    ({ sink }) => ({
      timeoutMs: TIMEOUT_MS,
      topics: [{ name: sink, partitions: [{ index: 0, records: batch() }] }],
    }),
    ({ topics }, { sink }, version) => {
      assert.deepEqual(topics.map(({ name }) => name), [sink]);
      const [partition] = topics[0]!.partitions;
      assert.equal(partition?.errorCode, ErrorCode.NONE);
      assert.equal(partition?.baseOffset, version - produce.minVersion, "one record a version");
    },
  ),
];
