import {
  consumerGroupDescribe,
  type ConsumerGroupMember,
} from "../../../../src/kafka/messages/consumer_group_describe.ts";
import { checkDamage } from "../../../schema/check_damage.ts";
import { checkAnswers, checkRequests } from "../../../schema/check_message.ts";
import { assignment, structs, text } from "../../../schema/expected_values.ts";
import type { Struct } from "../../../schema/schema_types.ts";

checkRequests(
  consumerGroupDescribe,
  (random) => ({ groupIds: Array.from({ length: random.below(5) }, () => random.text()) }),
  ({ groupIds }) => ({ GroupIds: [...groupIds], IncludeAuthorizedOperations: false }),
);

checkAnswers(consumerGroupDescribe, (value) => ({
  throttleTimeMs: value["ThrottleTimeMs"] as number,
  groups: structs(value, "Groups").map((group) => ({
    errorCode: group["ErrorCode"] as number,
    errorMessage: text(group["ErrorMessage"]),
    groupId: group["GroupId"] as string,
    groupState: group["GroupState"] as string,
    groupEpoch: group["GroupEpoch"] as number,
    assignmentEpoch: group["AssignmentEpoch"] as number,
    assignorName: group["AssignorName"] as string,
    members: structs(group, "Members").map(member),
  })),
}));

function member(value: Struct): ConsumerGroupMember {
  const types: Readonly<Record<string, ConsumerGroupMember["memberType"]>> = {
    0: "classic",
    1: "consumer",
  };
  return {
    memberId: value["MemberId"] as string,
    instanceId: text(value["InstanceId"]),
    rackId: text(value["RackId"]),
    memberEpoch: value["MemberEpoch"] as number,
    clientId: value["ClientId"] as string,
    clientHost: value["ClientHost"] as string,
    subscribedTopicNames: value["SubscribedTopicNames"] as string[],
    subscribedTopicRegex: text(value["SubscribedTopicRegex"]),
    assignment: assignment(value["Assignment"]),
    targetAssignment: assignment(value["TargetAssignment"]),
    memberType: types[String(value["MemberType"])],
  };
}

checkDamage(consumerGroupDescribe);
