import { findCoordinator } from "../../../../src/kafka/messages/find_coordinator.ts";
import { checkDamage } from "../../../schema/check_damage.ts";
import { checkAnswers, checkRequests } from "../../../schema/check_message.ts";
import { present, structs, text } from "../../../schema/expected_values.ts";

checkRequests(
  findCoordinator,
  (random) => ({ groupIds: Array.from({ length: random.below(5) }, () => random.text()) }),
  ({ groupIds }) => ({ KeyType: 0, CoordinatorKeys: [...groupIds] }),
);

checkAnswers(findCoordinator, (value) => ({
  throttleTimeMs: value["ThrottleTimeMs"] as number,
  coordinators: structs(value, "Coordinators").map((coordinator) => ({
    key: coordinator["Key"] as string,
    nodeId: present(coordinator["NodeId"]),
    errorCode: coordinator["ErrorCode"] as number,
    errorMessage: text(coordinator["ErrorMessage"]),
  })),
}));

checkDamage(findCoordinator);
