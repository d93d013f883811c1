import { describeLogDirs } from "../../../../src/kafka/messages/describe_log_dirs.ts";
import type { Struct } from "../../../schema/schema_types.ts";
import { checkDamage } from "../../../schema/check_damage.ts";
import { checkAnswers, checkRequests } from "../../../schema/check_message.ts";
import { float64s, int32s, present, structs, topicRows } from "../../../schema/expected_values.ts";

checkRequests(
  describeLogDirs,
  (random) => ({
    topics: random.pick([undefined, [], [{ name: random.text(), partitionIndexes: [0, 7] }]]),
  }),
  ({ topics }) => ({
    Topics: topics?.map(({ name, partitionIndexes }) => ({
      Topic: name,
      Partitions: [...partitionIndexes],
    })) ?? null,
  }),
);

checkAnswers(describeLogDirs, (value, version) => {
  let replicas: readonly Struct[] = [];
  const dirs = structs(value, "Results").map((dir) => {
    const { rows, partitions } = topicRows(structs(dir, "Topics"), "Name", replicas);
    replicas = partitions;
    return {
      errorCode: dir["ErrorCode"] as number,
      path: dir["LogDir"] as string,
      topics: rows,
      totalBytes: version >= 4 ? present(dir["TotalBytes"]) : NaN,
      usableBytes: version >= 4 ? present(dir["UsableBytes"]) : NaN,
      cordoned: dir["IsCordoned"] === true,
    };
  });
  return {
    throttleTimeMs: value["ThrottleTimeMs"] as number,
    errorCode: version >= 3 ? value["ErrorCode"] as number : 0,
    dirs,
    partitionIndexes: int32s(replicas, "PartitionIndex"),
    sizesBytes: float64s(replicas, "PartitionSize"),
    future: Uint8Array.from(replicas, (each) => each["IsFutureKey"] === true ? 1 : 0),
  };
});

checkDamage(describeLogDirs);
