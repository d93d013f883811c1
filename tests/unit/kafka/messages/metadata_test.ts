import assert from "node:assert/strict";
import { decodeAnswer } from "../../../../src/kafka/messages/codec.ts";
import { metadata } from "../../../../src/kafka/messages/metadata.ts";
import { runAtOnce } from "../../../../src/runtime/slices.ts";
import { checkDamage } from "../../../schema/check_damage.ts";
import { answerBytes, checkAnswers, checkRequests } from "../../../schema/check_message.ts";
import { float64s, int16s, int32s, present, structs } from "../../../schema/expected_values.ts";
import { text, uuid } from "../../../schema/expected_values.ts";
import { Random } from "../../../schema/random.ts";
import { type Struct, ZERO_UUID } from "../../../schema/schema_types.ts";

checkRequests(
  metadata,
  (random) => ({
    topics: random.chance(0.2)
      ? undefined
      : Array.from({ length: random.below(5) }, () => random.text()),
  }),
  ({ topics }, version) => ({
    Topics: topics?.map((name): Struct => ({
      ...version >= 10 && { TopicId: ZERO_UUID },
      Name: name,
    })) ?? null,
    AllowAutoTopicCreation: false,
    ...version <= 10 && { IncludeClusterAuthorizedOperations: false },
    IncludeTopicAuthorizedOperations: false,
  }),
);

checkAnswers(metadata, (value) => ({
  throttleTimeMs: value["ThrottleTimeMs"] as number,
  errorCode: (value["ErrorCode"] ?? 0) as number,
  clusterId: text(value["ClusterId"]),
  controllerId: present(value["ControllerId"]),
  brokers: structs(value, "Brokers").map((broker) => ({
    id: broker["NodeId"] as number,
    host: broker["Host"] as string,
    port: broker["Port"] as number,
    rack: text(broker["Rack"]),
  })),
  topics: structs(value, "Topics").map((topic) => ({
    errorCode: topic["ErrorCode"] as number,
    name: text(topic["Name"]),
    topicId: uuid(topic["TopicId"]),
    internal: topic["IsInternal"] as boolean,
    partitions: columns(structs(topic, "Partitions")),
  })),
}));

function columns(partitions: readonly Struct[]) {
  const lists = (field: string) => partitions.map((partition) => partition[field] as number[]);
  return {
    partitionIndexes: int32s(partitions, "PartitionIndex"),
    errorCodes: int16s(partitions, "ErrorCode"),
    leaders: float64s(partitions, "LeaderId"),
    leaderEpochs: float64s(partitions, "LeaderEpoch"),
    replicas: lists("ReplicaNodes"),
    inSyncReplicas: lists("IsrNodes"),
    offlineReplicas: lists("OfflineReplicas"),
  };
}

checkDamage(metadata);

Deno.test("equal replica lists of one Metadata answer are the same frozen array", () => {
  const partition = (ids: number[]): Struct => ({ ReplicaNodes: ids, IsrNodes: ids });
  const bytes = answerBytes(metadata, 12, {
    Topics: [
      { Name: "a", Partitions: [partition([1, 2, 3]), partition([3, 2, 1])] },
      { Name: "b", Partitions: [partition([1, 2, 3]), partition([])] },
    ],
  }, new Random(1));
  const { topics } = runAtOnce(decodeAnswer(metadata, bytes, 12));
  const [a, b] = topics.map((topic) => topic.partitions);
  assert.deepEqual(a?.replicas, [[1, 2, 3], [3, 2, 1]]);
  assert.equal(a?.replicas[0], b?.replicas[0]);
  assert.equal(a?.replicas[1], a?.inSyncReplicas[1]);
  assert.equal(b?.replicas[1], b?.offlineReplicas[0]);
  assert.ok(Object.isFrozen(a?.replicas[0]));
});

Deno.test("a long Metadata answer is read with a turn at least every 256 partitions", () => {
  const partition: Struct = { ReplicaNodes: [1, 2, 3], IsrNodes: [1, 2, 3] };
  const bytes = answerBytes(metadata, 12, {
    Topics: [{ Name: "a", Partitions: Array.from({ length: 5000 }, () => partition) }],
  }, new Random(1));
  const turns = [...decodeAnswer(metadata, bytes, 12)].length;
  assert.ok(turns >= Math.floor(5000 / 256), `${turns} turns`);
});
