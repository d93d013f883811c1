import assert from "node:assert/strict";
import { encodeRequest } from "../../../../src/kafka/messages/codec.ts";
import {
  EARLIEST_LOCAL_TIMESTAMP,
  EARLIEST_TIMESTAMP,
  LATEST_TIMESTAMP,
  listOffsets,
  MAX_TIMESTAMP,
} from "../../../../src/kafka/messages/list_offsets.ts";
import { checkDamage } from "../../../schema/check_damage.ts";
import { checkAnswers, checkRequests } from "../../../schema/check_message.ts";
import { float64s, int16s, int32s, structs } from "../../../schema/expected_values.ts";
import type { Random } from "../../../schema/random.ts";
import type { Struct } from "../../../schema/schema_types.ts";

checkRequests(
  listOffsets,
  (random, version) => ({
    isolation: random.pick(["read_uncommitted", "read_committed"] as const),
    timestamp: random.pick([
      LATEST_TIMESTAMP,
      EARLIEST_TIMESTAMP,
      version >= 7 ? MAX_TIMESTAMP : 0,
      version >= 8 ? EARLIEST_LOCAL_TIMESTAMP : 1,
      1_795_000_000_123,
    ]),
    topics: Array.from({ length: random.below(4) }, () => topicRequest(random)),
  }),
  ({ isolation, timestamp, topics }, version) => ({
    ReplicaId: -1,
    IsolationLevel: isolation === "read_committed" ? 1 : 0,
    Topics: topics.map(({ name, partitionIndexes, leaderEpochs, timestamps }): Struct => ({
      Name: name,
      Partitions: Array.from(partitionIndexes, (index, i): Struct => ({
        PartitionIndex: index,
        CurrentLeaderEpoch: Number.isNaN(leaderEpochs[i]) ? -1 : leaderEpochs[i]!,
        Timestamp: BigInt(timestamps?.[i] ?? timestamp),
      })),
    })),
    ...version >= 10 && { TimeoutMs: 2000 },
  }),
);

function topicRequest(random: Random) {
  const length = random.pick([0, 1, 5, 130]);
  return {
    name: random.text(),
    partitionIndexes: Int32Array.from({ length }, () => random.below(2 ** 31)),
    leaderEpochs: Float64Array.from({ length }, () => random.pick([NaN, 0, random.below(2 ** 31)])),
    ...random.below(2) === 0
      ? {}
      : { timestamps: Float64Array.from({ length }, () => random.below(2 ** 41)) },
  };
}

checkAnswers(listOffsets, (value) => ({
  throttleTimeMs: value["ThrottleTimeMs"] as number,
  topics: structs(value, "Topics").map((topic) => {
    const partitions = structs(topic, "Partitions");
    return {
      name: topic["Name"] as string,
      partitionIndexes: int32s(partitions, "PartitionIndex"),
      errorCodes: int16s(partitions, "ErrorCode"),
      offsets: float64s(partitions, "Offset"),
      timestampsMs: float64s(partitions, "Timestamp"),
      leaderEpochs: float64s(partitions, "LeaderEpoch"),
    };
  }),
}));

checkDamage(listOffsets);

Deno.test("what a version cannot be asked for is refused before anything is sent", () => {
  const request = (timestamp: number) => ({
    isolation: "read_uncommitted" as const,
    timestamp,
    topics: [],
  });
  assert.throws(
    () => encodeRequest(listOffsets, request(MAX_TIMESTAMP), 6),
    /Cannot ask for timestamp -3 with ListOffsets version 6/,
  );
  assert.throws(() => encodeRequest(listOffsets, request(EARLIEST_LOCAL_TIMESTAMP), 7), RangeError);
  encodeRequest(listOffsets, request(EARLIEST_LOCAL_TIMESTAMP), 8);
});
