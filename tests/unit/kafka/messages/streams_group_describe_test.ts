import { streamsGroupDescribe } from "../../../../src/kafka/messages/streams_group_describe.ts";
import { checkDamage } from "../../../schema/check_damage.ts";
import { checkAnswers, checkRequests } from "../../../schema/check_message.ts";
import { structs, text } from "../../../schema/expected_values.ts";
import type { Struct, Value } from "../../../schema/schema_types.ts";

checkRequests(
  streamsGroupDescribe,
  (random) => ({ groupIds: Array.from({ length: random.below(5) }, () => random.text()) }),
  ({ groupIds }) => ({ GroupIds: [...groupIds], IncludeAuthorizedOperations: false }),
);

checkAnswers(streamsGroupDescribe, (value) => ({
  throttleTimeMs: value["ThrottleTimeMs"] as number,
  groups: structs(value, "Groups").map((group) => ({
    errorCode: group["ErrorCode"] as number,
    errorMessage: text(group["ErrorMessage"]),
    groupId: group["GroupId"] as string,
    groupState: group["GroupState"] as string,
    groupEpoch: group["GroupEpoch"] as number,
    assignmentEpoch: group["AssignmentEpoch"] as number,
    subtopologies: subtopologies(group["Topology"]),
    members: structs(group, "Members").map((member) => ({
      memberId: member["MemberId"] as string,
      memberEpoch: member["MemberEpoch"] as number,
      instanceId: text(member["InstanceId"]),
      rackId: text(member["RackId"]),
      clientId: member["ClientId"] as string,
      clientHost: member["ClientHost"] as string,
      processId: member["ProcessId"] as string,
      activeTasks: activeTasks(member["Assignment"]),
      targetActiveTasks: activeTasks(member["TargetAssignment"]),
    })),
  })),
}));

function subtopologies(topology: Value | undefined) {
  const parts = (topology as Struct | null)?.["Subtopologies"] as Struct[] | null | undefined;
  return parts?.map((part) => ({
    subtopologyId: part["SubtopologyId"] as string,
    sourceTopics: part["SourceTopics"] as string[],
    repartitionSinkTopics: part["RepartitionSinkTopics"] as string[],
    changelogTopics: names(part, "StateChangelogTopics"),
    repartitionSourceTopics: names(part, "RepartitionSourceTopics"),
  })) ?? undefined;
}

function names(part: Struct, field: string): string[] {
  return structs(part, field).map((topic) => topic["Name"] as string);
}

function activeTasks(value: Value | undefined) {
  return structs(value as Struct, "ActiveTasks").map((tasks) => ({
    subtopologyId: tasks["SubtopologyId"] as string,
    partitionIndexes: Int32Array.from(tasks["Partitions"] as number[]),
  }));
}

checkDamage(streamsGroupDescribe);
