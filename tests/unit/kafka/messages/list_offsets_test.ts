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
import { float64s, int16s, int32s, structs, topicRows } from "../../../schema/expected_values.ts";
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
    ...partitionsOf(random, random.below(4)),
  }),
  ({ isolation, timestamp, timestamps, topics, ...of }, version) => ({
    ReplicaId: -1,
    IsolationLevel: isolation === "read_committed" ? 1 : 0,
    Topics: topics.map(({ name, from, to }): Struct => ({
      Name: name,
      Partitions: Array.from(of.partitionIndexes.subarray(from, to), (index, i): Struct => ({
        PartitionIndex: index,
        CurrentLeaderEpoch: Number.isNaN(of.leaderEpochs[from + i])
          ? -1
          : of.leaderEpochs[from + i]!,
        Timestamp: BigInt(timestamps?.[from + i] ?? timestamp),
      })),
    })),
    ...version >= 10 && { TimeoutMs: 2000 },
  }),
);

function partitionsOf(random: Random, count: number) {
  let rows = 0;
  const topics = Array.from({ length: count }, () => {
    const from = rows;
    rows += random.pick([0, 1, 5, 130]);
    return { name: random.text(), from, to: rows };
  });
  return {
    topics,
    partitionIndexes: Int32Array.from({ length: rows }, () => random.below(2 ** 31)),
    leaderEpochs: Float64Array.from(
      { length: rows },
      () => random.pick([NaN, 0, random.below(2 ** 31)]),
    ),
    ...random.below(2) === 0
      ? {}
      : { timestamps: Float64Array.from({ length: rows }, () => random.below(2 ** 41)) },
  };
}

checkAnswers(listOffsets, (value) => {
  const { rows, partitions } = topicRows(structs(value, "Topics"));
  const timestampsMs = float64s(partitions, "Timestamp");
  return {
    throttleTimeMs: value["ThrottleTimeMs"] as number,
    topics: rows,
    partitionIndexes: int32s(partitions, "PartitionIndex"),
    errorCodes: int16s(partitions, "ErrorCode"),
    offsets: float64s(partitions, "Offset"),
    timestampsMs: timestampsMs.every(Number.isNaN) ? undefined : timestampsMs,
  };
});

checkDamage(listOffsets);

Deno.test("what a version cannot be asked for is refused before anything is sent", () => {
  const request = (timestamp: number) => ({
    isolation: "read_uncommitted" as const,
    timestamp,
    topics: [],
    partitionIndexes: new Int32Array(0),
    leaderEpochs: new Float64Array(0),
  });
  assert.throws(
    () => encodeRequest(listOffsets, request(MAX_TIMESTAMP), 6),
    /Cannot ask for timestamp -3 with ListOffsets version 6/,
  );
  assert.throws(() => encodeRequest(listOffsets, request(EARLIEST_LOCAL_TIMESTAMP), 7), RangeError);
  encodeRequest(listOffsets, request(EARLIEST_LOCAL_TIMESTAMP), 8);
});
