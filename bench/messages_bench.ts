import { decodeAnswer, encodeRequest } from "../src/kafka/messages/codec.ts";
import { LATEST_TIMESTAMP, listOffsets } from "../src/kafka/messages/list_offsets.ts";
import type { Message } from "../src/kafka/messages/message.ts";
import { metadata } from "../src/kafka/messages/metadata.ts";
import { offsetFetch } from "../src/kafka/messages/offset_fetch.ts";
import { runAtOnce } from "../src/runtime/slices.ts";
import { encodeBySchema } from "../tests/schema/encode_by_schema.ts";
import { messageSpec } from "../tests/schema/message_spec.ts";
import { Random } from "../tests/schema/random.ts";
import type { Struct } from "../tests/schema/schema_types.ts";

const TOPICS = 2_000;
const PARTITIONS = 50;
const GROUPS = 200;
const TOPICS_A_GROUP = 20;

const random = new Random(1);

function times<T>(length: number, make: (index: number) => T): T[] {
  return Array.from({ length }, (_, index) => make(index));
}

function topicName(index: number): string {
  return `team-${index % 40}.orders-${index}.v1`;
}

function topics(partition: (index: number) => Struct): Struct[] {
  return times(TOPICS, (topic) => ({
    Name: topicName(topic),
    Partitions: times(PARTITIONS, partition),
  }));
}

function benchDecode(
  name: string,
  message: Message<never, unknown>,
  version: number,
  value: Struct,
): void {
  const body = encodeBySchema(messageSpec(`${message.name}Response`), version, value);
  const bytes = new Uint8Array(1 + body.length); // the response header's empty tag buffer first
  bytes.set(body, 1);
  Deno.bench(`${name}, ${bytes.length} bytes`, () => {
    runAtOnce(decodeAnswer(message, bytes, version));
  });
}

benchDecode("Metadata: 100,000 partitions of 2,000 topics", metadata, 12, {
  Topics: topics((index) => {
    const leader = random.below(6);
    const replicas = [leader, (leader + 1) % 6, (leader + 2) % 6];
    return { PartitionIndex: index, LeaderId: leader, ReplicaNodes: replicas, IsrNodes: replicas };
  }).map((topic, index) => ({ ...topic, TopicId: index.toString(16).padStart(32, "1") })),
});

benchDecode("ListOffsets: 100,000 partitions of 2,000 topics", listOffsets, 7, {
  Topics: topics((index) => ({ PartitionIndex: index, Offset: BigInt(random.below(2 ** 31)) })),
});

benchDecode("OffsetFetch: 200,000 commits of 200 groups on 20 topics each", offsetFetch, 8, {
  Groups: times(GROUPS, (group) => ({
    GroupId: `group-${group}`,
    Topics: times(TOPICS_A_GROUP, (topic) => ({
      Name: topicName((group * TOPICS_A_GROUP + topic) % TOPICS),
      Partitions: times(PARTITIONS, (index) => ({
        PartitionIndex: index,
        CommittedOffset: BigInt(random.below(2 ** 31)) * 64n,
        Metadata: "",
      })),
    })),
  })),
});

const request = {
  isolation: "read_uncommitted" as const,
  timestamp: LATEST_TIMESTAMP,
  topics: times(TOPICS, (topic) => ({
    name: topicName(topic),
    from: topic * PARTITIONS,
    to: (topic + 1) * PARTITIONS,
  })),
  partitionIndexes: Int32Array.from({ length: TOPICS * PARTITIONS }, (_, row) => row % PARTITIONS),
  leaderEpochs: new Float64Array(TOPICS * PARTITIONS),
};
Deno.bench("ListOffsets: request for 100,000 partitions", () => {
  encodeRequest(listOffsets, request, 7);
});
