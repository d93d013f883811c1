import assert from "node:assert/strict";
import { decodeAnswer } from "../../../../src/kafka/messages/codec.ts";
import { metadata } from "../../../../src/kafka/messages/metadata.ts";
import { runAtOnce } from "../../../../src/runtime/slices.ts";
import { checkDamage } from "../../../schema/check_damage.ts";
import { answerBytes, checkAnswers, checkRequests } from "../../../schema/check_message.ts";
import {
  float64s,
  int16s,
  int32s,
  present,
  structs,
  topicRows,
} from "../../../schema/expected_values.ts";
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

checkAnswers(metadata, (value) => {
  const { rows, partitions } = topicRows(structs(value, "Topics"));
  return {
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
    topics: structs(value, "Topics").map((topic, index) => ({
      errorCode: topic["ErrorCode"] as number,
      name: text(topic["Name"]),
      topicId: uuid(topic["TopicId"]),
      internal: topic["IsInternal"] as boolean,
      from: rows[index]!.from,
      to: rows[index]!.to,
    })),
    partitions: columns(partitions),
    brokersWithOffline: new Set(partitions.flatMap((each) => each["OfflineReplicas"] as number[])),
  };
});

/** Lists are numbered as they come, equal ones alike, the empty one first. */
function columns(partitions: readonly Struct[]) {
  const numbers = new Map([["[]", 0]]);
  const lists: number[][] = [[]];
  const numberOf = (list: number[]): number => {
    const key = JSON.stringify(list);
    if (!numbers.has(key)) numbers.set(key, lists.push(list) - 1);
    return numbers.get(key)!;
  };
  const numbered = partitions.map((partition) => [
    numberOf(partition["ReplicaNodes"] as number[]),
    numberOf(partition["IsrNodes"] as number[]),
  ]);
  return {
    partitionIndexes: int32s(partitions, "PartitionIndex"),
    errorCodes: int16s(partitions, "ErrorCode"),
    leaders: float64s(partitions, "LeaderId"),
    leaderEpochs: float64s(partitions, "LeaderEpoch"),
    replicas: Int32Array.from(numbered, ([replicas]) => replicas!),
    inSyncReplicas: Int32Array.from(numbered, ([, inSync]) => inSync!),
    lists,
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
  const { replicas, inSyncReplicas, lists } =
    runAtOnce(decodeAnswer(metadata, bytes, 12)).partitions;
  assert.deepEqual(lists, [[], [1, 2, 3], [3, 2, 1]]);
  assert.deepEqual([...replicas], [1, 2, 1, 0]);
  assert.deepEqual(inSyncReplicas, replicas);
  assert.ok(lists.every(Object.isFrozen));
});

Deno.test("a long Metadata answer is read with a turn at least every 256 partitions", () => {
  const partition: Struct = { ReplicaNodes: [1, 2, 3], IsrNodes: [1, 2, 3] };
  const bytes = answerBytes(metadata, 12, {
    Topics: [{ Name: "a", Partitions: Array.from({ length: 5000 }, () => partition) }],
  }, new Random(1));
  const turns = [...decodeAnswer(metadata, bytes, 12)].length;
  assert.ok(turns >= Math.floor(5000 / 256), `${turns} turns`);
});
