import { describeGroups } from "../../../../src/kafka/messages/describe_groups.ts";
import { checkDamage } from "../../../schema/check_damage.ts";
import { checkAnswers, checkRequests } from "../../../schema/check_message.ts";
import { structs, text } from "../../../schema/expected_values.ts";

checkRequests(
  describeGroups,
  (random) => ({ groupIds: Array.from({ length: random.below(5) }, () => random.text()) }),
  ({ groupIds }) => ({ Groups: [...groupIds], IncludeAuthorizedOperations: false }),
);

checkAnswers(describeGroups, (value) => ({
  throttleTimeMs: value["ThrottleTimeMs"] as number,
  groups: structs(value, "Groups").map((group) => ({
    errorCode: group["ErrorCode"] as number,
    errorMessage: text(group["ErrorMessage"]),
    groupId: group["GroupId"] as string,
    groupState: group["GroupState"] as string,
    protocolType: group["ProtocolType"] as string,
    protocolData: group["ProtocolData"] as string,
    members: structs(group, "Members").map((member) => ({
      memberId: member["MemberId"] as string,
      groupInstanceId: text(member["GroupInstanceId"]),
      clientId: member["ClientId"] as string,
      clientHost: member["ClientHost"] as string,
      memberMetadata: member["MemberMetadata"] as Uint8Array,
      memberAssignment: member["MemberAssignment"] as Uint8Array,
    })),
  })),
}));

checkDamage(describeGroups);
