import { describeShareGroupOffsets } from "../../../../src/kafka/messages/describe_share_group_offsets.ts";
import { checkDamage } from "../../../schema/check_damage.ts";
import { checkAnswers, checkRequests } from "../../../schema/check_message.ts";
import { present, structs } from "../../../schema/expected_values.ts";

checkRequests(
  describeShareGroupOffsets,
  (random) => ({ groupIds: Array.from({ length: random.below(5) }, () => random.text()) }),
  ({ groupIds }) => ({ Groups: groupIds.map((GroupId) => ({ GroupId, Topics: null })) }),
);

checkAnswers(describeShareGroupOffsets, (value, version) => ({
  throttleTimeMs: value["ThrottleTimeMs"] as number,
  groups: structs(value, "Groups").map((group) => ({
    groupId: group["GroupId"] as string,
    errorCode: group["ErrorCode"] as number,
    topics: structs(group, "Topics").map((topic) => ({
      name: topic["TopicName"] as string,
      partitions: structs(topic, "Partitions").map((partition) => ({
        partitionIndex: partition["PartitionIndex"] as number,
        startOffset: present(partition["StartOffset"]),
        lag: version >= 1 ? present(partition["Lag"]) : NaN,
        errorCode: partition["ErrorCode"] as number,
      })),
    })),
  })),
}));

checkDamage(describeShareGroupOffsets);
