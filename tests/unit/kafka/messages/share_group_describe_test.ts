import { shareGroupDescribe } from "../../../../src/kafka/messages/share_group_describe.ts";
import { checkDamage } from "../../../schema/check_damage.ts";
import { checkAnswers, checkRequests } from "../../../schema/check_message.ts";
import { assignment, structs, text } from "../../../schema/expected_values.ts";

checkRequests(
  shareGroupDescribe,
  (random) => ({ groupIds: Array.from({ length: random.below(5) }, () => random.text()) }),
  ({ groupIds }) => ({ GroupIds: [...groupIds], IncludeAuthorizedOperations: false }),
);

checkAnswers(shareGroupDescribe, (value) => ({
  throttleTimeMs: value["ThrottleTimeMs"] as number,
  groups: structs(value, "Groups").map((group) => ({
    errorCode: group["ErrorCode"] as number,
    errorMessage: text(group["ErrorMessage"]),
    groupId: group["GroupId"] as string,
    groupState: group["GroupState"] as string,
    groupEpoch: group["GroupEpoch"] as number,
    assignmentEpoch: group["AssignmentEpoch"] as number,
    assignorName: group["AssignorName"] as string,
    members: structs(group, "Members").map((member) => ({
      memberId: member["MemberId"] as string,
      rackId: text(member["RackId"]),
      memberEpoch: member["MemberEpoch"] as number,
      clientId: member["ClientId"] as string,
      clientHost: member["ClientHost"] as string,
      subscribedTopicNames: member["SubscribedTopicNames"] as string[],
      assignment: assignment(member["Assignment"]),
    })),
  })),
}));

checkDamage(shareGroupDescribe);
