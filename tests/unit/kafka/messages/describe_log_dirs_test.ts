import { describeLogDirs } from "../../../../src/kafka/messages/describe_log_dirs.ts";
import { checkDamage } from "../../../schema/check_damage.ts";
import { checkAnswers, checkRequests } from "../../../schema/check_message.ts";
import { float64s, int32s, present, structs } from "../../../schema/expected_values.ts";

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

checkAnswers(describeLogDirs, (value, version) => ({
  throttleTimeMs: value["ThrottleTimeMs"] as number,
  errorCode: version >= 3 ? value["ErrorCode"] as number : 0,
  dirs: structs(value, "Results").map((dir) => ({
    errorCode: dir["ErrorCode"] as number,
    path: dir["LogDir"] as string,
    topics: structs(dir, "Topics").map((topic) => {
      const partitions = structs(topic, "Partitions");
      return {
        name: topic["Name"] as string,
        partitionIndexes: int32s(partitions, "PartitionIndex"),
        sizesBytes: float64s(partitions, "PartitionSize"),
        offsetLags: float64s(partitions, "OffsetLag"),
        future: Uint8Array.from(partitions, (each) => each["IsFutureKey"] === true ? 1 : 0),
      };
    }),
    totalBytes: version >= 4 ? present(dir["TotalBytes"]) : NaN,
    usableBytes: version >= 4 ? present(dir["UsableBytes"]) : NaN,
    cordoned: dir["IsCordoned"] === true,
  })),
}));

checkDamage(describeLogDirs);
