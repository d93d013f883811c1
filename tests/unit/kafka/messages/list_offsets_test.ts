import {
  EARLIEST_TIMESTAMP,
  LATEST_TIMESTAMP,
  listOffsets,
} from "../../../../src/kafka/messages/list_offsets.ts";
import { checkDamage } from "../../../schema/check_damage.ts";
import { checkAnswers, checkRequests } from "../../../schema/check_message.ts";
import { float64s, int16s, int32s, structs } from "../../../schema/expected_values.ts";
import type { Random } from "../../../schema/random.ts";
import type { Struct } from "../../../schema/schema_types.ts";

checkRequests(
  listOffsets,
  (random) => ({
    isolation: random.pick(["read_uncommitted", "read_committed"] as const),
    timestamp: random.pick([LATEST_TIMESTAMP, EARLIEST_TIMESTAMP, 1_795_000_000_123]),
    topics: Array.from({ length: random.below(4) }, () => topicRequest(random)),
  }),
  ({ isolation, timestamp, topics }, version) => ({
    ReplicaId: -1,
    IsolationLevel: isolation === "read_committed" ? 1 : 0,
    Topics: topics.map(({ name, partitionIndexes, leaderEpochs }): Struct => ({
      Name: name,
      Partitions: Array.from(partitionIndexes, (index, i): Struct => ({
        PartitionIndex: index,
        CurrentLeaderEpoch: Number.isNaN(leaderEpochs[i]) ? -1 : leaderEpochs[i]!,
        Timestamp: BigInt(timestamp),
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
