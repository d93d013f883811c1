import assert from "node:assert/strict";
import { PartitionDirectory } from "../../../src/history/partition_directory.ts";
import { ErrorCode } from "../../../src/kafka/messages/error_codes.ts";
import { metadata } from "../../../src/kafka/messages/metadata.ts";
import { readTopics } from "../../../src/kafka/read_topics.ts";
import type { Struct } from "../../schema/schema_types.ts";
import { connectTo, contextOf, local } from "../../wire_fakes/cluster_of_fakes.ts";
import { RecordingLogger } from "../../wire_fakes/recorders.ts";
import { schemaBroker } from "../../wire_fakes/schema_broker.ts";

const never = new AbortController().signal;

/** What a broker tells of topics: an error code by name. */
type Told = Readonly<Record<string, number>>;

const topic = (name: string) => ({
  name,
  topicId: undefined,
  internal: false,
  partitionCount: 1,
});

function answer(told: Told): Struct {
  return {
    Topics: Object.entries(told).map(([Name, ErrorCode]): Struct => ({
      ErrorCode,
      Name,
      Partitions: ErrorCode === 0
        ? [{ PartitionIndex: 0, LeaderId: 1, ReplicaNodes: [1], IsrNodes: [1] }]
        : [],
    })),
  };
}

/** Two brokers that tell one thing after the other, whoever is asked; how the topics come out. */
async function read(
  knownNames: readonly string[],
  answers: readonly Told[],
  expectedNames = knownNames,
) {
  const waiting = [...answers];
  const next = () => answer(waiting.shift() ?? assert.fail("one request too many"));
  const brokers = [
    await schemaBroker([[metadata, next]]),
    await schemaBroker([[metadata, next]]),
  ];
  const logger = new RecordingLogger();
  const { cluster } = connectTo([], { requestTimeoutMs: 10_000 });
  cluster.learn(brokers.map(({ port }, index) => local(index + 1, port)));
  await cluster.settle(2_000, never);
  const known = new PartitionDirectory().update(knownNames.map(topic)).topics;
  const context = contextOf(cluster, { logger });
  const expected = expectedNames.map((name) => known.get(name)!);
  const before = { expected, snapshot: undefined, late: new Set<number>() };
  const found = await readTopics(context, known, before);
  cluster.close();
  for (const broker of brokers) await broker.close();
  assert.deepEqual(waiting, [], "every answer was wanted");
  const asked = brokers.map(({ requests }) => requests.length);
  return {
    topics: found.told.flatMap(({ topics }) => topics.map(({ name }) => name)),
    unconfirmed: found.unconfirmed.map(({ name }) => name),
    warnings: logger.lines.filter((line) => line.startsWith("warn")).length,
    asked: asked.sort(),
  };
}

const { NONE, UNKNOWN_TOPIC_OR_PARTITION, TOPIC_AUTHORIZATION_FAILED } = ErrorCode;
const FIVE = { a: NONE, b: NONE, c: NONE, d: NONE, e: NONE };
const { e: _, ...FOUR } = FIVE;

Deno.test("when every known topic is told, nobody else is asked", async () => {
  assert.deepEqual(await read(["a"], [{ a: NONE, new: NONE }]), {
    topics: ["a", "new"],
    unconfirmed: [],
    warnings: 0,
    asked: [0, 1],
  });
});

Deno.test("a topic is deleted when another broker does not know it either", async () => {
  const found = await read(["a", "b", "c", "d", "e"], [FOUR, { e: UNKNOWN_TOPIC_OR_PARTITION }]);
  assert.deepEqual(found, {
    topics: ["a", "b", "c", "d"],
    unconfirmed: [],
    warnings: 0,
    asked: [1, 1],
  });
});

Deno.test("a topic that another broker tells is there", async () => {
  const { topics, unconfirmed } = await read(["a", "b", "c", "d", "e"], [FOUR, { e: NONE }]);
  assert.deepEqual([topics, unconfirmed], [["a", "b", "c", "d", "e"], []]);
});

Deno.test("a topic that may not be described is not deleted", async () => {
  const { topics, unconfirmed } = await read(
    ["a", "b", "c", "d", "e"],
    [FOUR, { e: TOPIC_AUTHORIZATION_FAILED }],
  );
  assert.deepEqual([topics, unconfirmed], [["a", "b", "c", "d"], ["e"]]);
});

Deno.test("when many topics are missing, another broker is asked for all, and it is logged", async () => {
  assert.deepEqual(await read(["a", "b", "c", "d", "e"], [{ a: NONE }, FIVE]), {
    topics: ["a", "b", "c", "d", "e"],
    unconfirmed: [],
    warnings: 1,
    asked: [1, 1],
  });
});

Deno.test("topics that were not told before are looked for, and not missed in all answers", async () => {
  const denied = { d: TOPIC_AUTHORIZATION_FAILED, e: TOPIC_AUTHORIZATION_FAILED };
  const { a, b, c } = FIVE;
  assert.deepEqual(await read(["a", "b", "c", "d", "e"], [{ a, b, c }, denied], ["a", "b", "c"]), {
    topics: ["a", "b", "c"],
    unconfirmed: ["d", "e"],
    warnings: 0,
    asked: [1, 1],
  });
});
