import { listGroups } from "../../../../src/kafka/messages/list_groups.ts";
import { checkDamage } from "../../../schema/check_damage.ts";
import { checkAnswers, checkRequests } from "../../../schema/check_message.ts";
import { structs, text } from "../../../schema/expected_values.ts";

checkRequests(
  listGroups,
  (random) => ({
    states: random.pick([[], ["Stable", "Empty"], [random.text()]]),
    types: random.pick([[], ["classic", "consumer", "share"]]),
  }),
  ({ states, types }, version) => ({
    ...version >= 4 && { StatesFilter: [...states] },
    ...version >= 5 && { TypesFilter: [...types] },
  }),
);

checkAnswers(listGroups, (value) => ({
  throttleTimeMs: value["ThrottleTimeMs"] as number,
  errorCode: value["ErrorCode"] as number,
  groups: structs(value, "Groups").map((group) => ({
    groupId: group["GroupId"] as string,
    protocolType: group["ProtocolType"] as string,
    groupState: text(group["GroupState"]),
    groupType: text(group["GroupType"]),
  })),
}));

checkDamage(listGroups);
