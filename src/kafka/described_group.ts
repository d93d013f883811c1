import type { GroupMember, GroupSubscription, MemberTopic } from "../model/group_snapshot.ts";
import type { DescribedConsumerGroup } from "./messages/consumer_group_describe.ts";
import { readAssignedTopics, readSubscribedTopics } from "./messages/consumer_protocol.ts";
import type { DescribedGroup as DescribedClassicGroup } from "./messages/describe_groups.ts";
import type { AssignedTopic } from "./messages/read_assignment.ts";
import type { DescribedShareGroup } from "./messages/share_group_describe.ts";
import type {
  DescribedStreamsGroup,
  StreamsTasks,
  Subtopology,
} from "./messages/streams_group_describe.ts";

/** A group as its coordinator describes it, whatever its type. */
export interface DescribedGroup {
  readonly groupId: string;
  readonly errorCode: number;
  readonly state: string;
  readonly assignor: string;
  readonly members: readonly GroupMember[];
  readonly subscription: GroupSubscription | undefined;
  /** NaN for classic groups. */
  readonly epoch: number;
}

/** Coordinators tell subscriptions and assignments of classic groups in the state Stable only. */
export function fromClassic(group: DescribedClassicGroup): DescribedGroup {
  const isSettled = group.protocolType === "consumer" && group.groupState === "Stable";
  const subscribed = group.members.map(({ memberMetadata }) =>
    isSettled ? readSubscribedTopics(memberMetadata) : undefined
  );
  return {
    groupId: group.groupId,
    errorCode: group.errorCode,
    state: group.groupState,
    assignor: group.protocolData,
    members: group.members.map((member) => ({
      memberId: member.memberId,
      groupInstanceId: member.groupInstanceId,
      clientId: member.clientId,
      clientHost: member.clientHost,
      assignment: isSettled ? readAssignedTopics(member.memberAssignment) : undefined,
    })),
    subscription: subscriptionOf(subscribed, []),
    epoch: NaN,
  };
}

/** What a member has or shall have counts as subscribed to: it may match a pattern. */
export function fromConsumer(group: DescribedConsumerGroup): DescribedGroup {
  const subscribed = group.members.map((member) => [
    ...member.subscribedTopicNames,
    ...[...member.assignment, ...member.targetAssignment].map(({ name }) => name),
  ]);
  const patterns = group.members.flatMap(({ subscribedTopicRegex }) => subscribedTopicRegex || []);
  return {
    groupId: group.groupId,
    errorCode: group.errorCode,
    state: group.groupState,
    assignor: group.assignorName,
    members: group.members.map((member) => ({
      memberId: member.memberId,
      groupInstanceId: member.instanceId,
      clientId: member.clientId,
      clientHost: member.clientHost,
      assignment: member.assignment.map(toMemberTopic),
    })),
    subscription: subscriptionOf(subscribed, [...new Set(patterns)]),
    epoch: group.groupEpoch,
  };
}

/** Members of a share group read the same partitions together. */
export function fromShare(group: DescribedShareGroup): DescribedGroup {
  const subscribed = group.members.map(({ subscribedTopicNames, assignment }) => [
    ...subscribedTopicNames,
    ...assignment.map(({ name }) => name),
  ]);
  return {
    groupId: group.groupId,
    errorCode: group.errorCode,
    state: group.groupState,
    assignor: group.assignorName,
    members: group.members.map((member) => ({
      memberId: member.memberId,
      groupInstanceId: undefined,
      clientId: member.clientId,
      clientHost: member.clientHost,
      assignment: member.assignment.map(toMemberTopic),
    })),
    subscription: subscriptionOf(subscribed, []),
    epoch: group.groupEpoch,
  };
}

/** A streams group reads the source topics of its topology, whoever its members are. */
export function fromStreams(group: DescribedStreamsGroup): DescribedGroup {
  const sources = group.subtopologies?.flatMap(sourcesOf);
  return {
    groupId: group.groupId,
    errorCode: group.errorCode,
    state: group.groupState,
    assignor: "",
    members: group.members.map((member) => ({
      memberId: member.memberId,
      groupInstanceId: member.instanceId,
      clientId: member.clientId,
      clientHost: member.clientHost,
      assignment: taskTopics(member.activeTasks, group.subtopologies),
    })),
    subscription: subscriptionOf(group.members.map(() => sources), []),
    epoch: group.groupEpoch,
  };
}

/** Not known while nobody is there, or if one of the members' is not known. */
function subscriptionOf(
  ofMembers: readonly (readonly string[] | undefined)[],
  patterns: readonly string[],
): GroupSubscription | undefined {
  const topics = new Set<string>();
  for (const names of ofMembers) {
    if (names === undefined) return undefined;
    for (const name of names) topics.add(name);
  }
  return ofMembers.length === 0 ? undefined : { topics, patterns };
}

function toMemberTopic({ name, partitionIndexes }: AssignedTopic): MemberTopic {
  return { topic: name, partitions: partitionIndexes };
}

function sourcesOf({ sourceTopics, repartitionSourceTopics }: Subtopology): readonly string[] {
  return [...sourceTopics, ...repartitionSourceTopics];
}

/** A task reads its partition of each source topic that has so many (KIP-1071). */
function taskTopics(
  tasks: readonly StreamsTasks[],
  subtopologies: readonly Subtopology[] | undefined,
): readonly MemberTopic[] | undefined {
  if (subtopologies === undefined) return undefined;
  const sources = new Map(subtopologies.map((each) => [each.subtopologyId, sourcesOf(each)]));
  return tasks.flatMap(({ subtopologyId, partitionIndexes }) =>
    (sources.get(subtopologyId) ?? [])
      .map((topic) => ({ topic, partitions: partitionIndexes }))
  );
}
