import { listPartitionReassignments } from "../../../../src/kafka/messages/list_partition_reassignments.ts";
import { checkDamage } from "../../../schema/check_damage.ts";
import { checkAnswers, checkRequests } from "../../../schema/check_message.ts";
import { structs, text } from "../../../schema/expected_values.ts";
import type { Value } from "../../../schema/schema_types.ts";

checkRequests(
  listPartitionReassignments,
  (random) => ({
    topics: random.pick([undefined, [], [{ name: random.text(), partitionIndexes: [0, 7] }]]),
  }),
  ({ topics }) => ({
    TimeoutMs: 2_000,
    Topics: topics?.map(({ name, partitionIndexes }) => ({
      Name: name,
      PartitionIndexes: [...partitionIndexes],
    })) ?? null,
  }),
);

const ids = (value: Value | undefined) => Int32Array.from(value as number[]);

checkAnswers(listPartitionReassignments, (value) => ({
  throttleTimeMs: value["ThrottleTimeMs"] as number,
  errorCode: value["ErrorCode"] as number,
  errorMessage: text(value["ErrorMessage"]),
  topics: structs(value, "Topics").map((topic) => ({
    name: topic["Name"] as string,
    partitions: structs(topic, "Partitions").map((partition) => ({
      partitionIndex: partition["PartitionIndex"] as number,
      replicas: ids(partition["Replicas"]),
      addingReplicas: ids(partition["AddingReplicas"]),
      removingReplicas: ids(partition["RemovingReplicas"]),
    })),
  })),
}));

checkDamage(listPartitionReassignments);
