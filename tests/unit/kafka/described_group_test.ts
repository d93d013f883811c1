import assert from "node:assert/strict";
import {
  fromClassic,
  fromConsumer,
  fromShare,
  fromStreams,
} from "../../../src/kafka/described_group.ts";
import type { ConsumerGroupMember } from "../../../src/kafka/messages/consumer_group_describe.ts";
import { encodeBySchema } from "../../schema/encode_by_schema.ts";
import { messageSpec } from "../../schema/message_spec.ts";
import type { Struct } from "../../schema/schema_types.ts";

const NO_ERROR = { errorCode: 0, errorMessage: undefined, groupId: "g" };
const CLIENT = { clientId: "c", clientHost: "/h" };
const NEW_MEMBER = { memberId: "m", instanceId: undefined, rackId: undefined, memberEpoch: 3 };

function bytes(name: string, value: Struct): Uint8Array {
  return Uint8Array.of(0, 0, ...encodeBySchema(messageSpec(name), 0, value));
}

function classicMember(topics: readonly string[], partitions: Readonly<Record<string, number[]>>) {
  return {
    memberId: "m",
    groupInstanceId: "static-1",
    ...CLIENT,
    memberMetadata: bytes("ConsumerProtocolSubscription", { Topics: [...topics] }),
    memberAssignment: bytes("ConsumerProtocolAssignment", {
      AssignedPartitions: Object.entries(partitions)
        .map(([Topic, Partitions]) => ({ Topic, Partitions })),
    }),
  };
}

function classic(
  members: readonly ReturnType<typeof classicMember>[],
  more: { groupState?: string; protocolType?: string } = {},
) {
  const state = { groupState: "Stable", protocolType: "consumer", protocolData: "range", ...more };
  return fromClassic({ ...NO_ERROR, ...state, members });
}

function assigned(name: string, ...partitions: number[]) {
  return { topicId: "id", name, partitionIndexes: Int32Array.from(partitions) };
}

function consumer(member: Partial<ConsumerGroupMember>) {
  return fromConsumer({
    ...NO_ERROR,
    groupState: "Reconciling",
    groupEpoch: 7,
    assignmentEpoch: 6,
    assignorName: "uniform",
    members: [{
      ...NEW_MEMBER,
      ...CLIENT,
      subscribedTopicNames: [],
      subscribedTopicRegex: undefined,
      assignment: [],
      targetAssignment: [],
      memberType: "consumer",
      ...member,
    }],
  });
}

Deno.test("a stable classic group tells what its members read and have", () => {
  const group = classic([classicMember(["a", "b"], { a: [0, 2] }), classicMember(["c"], {})]);
  assert.deepEqual(group.subscription, { topics: new Set(["a", "b", "c"]), patterns: [] });
  assert.deepEqual(group.members[0]?.assignment, [{ topic: "a", partitions: Int32Array.of(0, 2) }]);
  assert.deepEqual(group.members[1]?.assignment, []);
  assert.equal(group.members[0]?.groupInstanceId, "static-1");
  assert.ok(Number.isNaN(group.epoch));
});

Deno.test("a classic group that rebalances, or whose members are no consumers, tells neither", () => {
  const member = classicMember(["a"], { a: [0] });
  for (const more of [{ groupState: "CompletingRebalance" }, { protocolType: "connect" }]) {
    const group = classic([member], more);
    assert.equal(group.subscription, undefined);
    assert.equal(group.members[0]?.assignment, undefined);
  }
});

Deno.test("a group without members has no known subscription, which is not an empty one", () => {
  assert.equal(classic([]).subscription, undefined);
});

Deno.test("if one member's subscription cannot be read, the group's is not known", () => {
  const odd = { ...classicMember([], {}), memberMetadata: Uint8Array.of(0) };
  assert.equal(classic([classicMember(["a"], {}), odd]).subscription, undefined);
});

Deno.test("a new-protocol group has names, patterns and what it has or shall have", () => {
  const group = consumer({
    subscribedTopicNames: ["a"],
    subscribedTopicRegex: "b.*",
    assignment: [assigned("b1", 4)],
    targetAssignment: [assigned("b2", 0)],
  });
  assert.deepEqual(group.subscription, { topics: new Set(["a", "b1", "b2"]), patterns: ["b.*"] });
  assert.deepEqual(group.members[0]?.assignment, [{ topic: "b1", partitions: Int32Array.of(4) }]);
  assert.equal(group.epoch, 7);
});

Deno.test("an empty pattern is none", () => {
  assert.deepEqual(consumer({ subscribedTopicRegex: "" }).subscription?.patterns, []);
});

Deno.test("a share group has names and assignments", () => {
  const group = fromShare({
    ...NO_ERROR,
    groupState: "Stable",
    groupEpoch: 2,
    assignmentEpoch: 2,
    assignorName: "simple",
    members: [{
      ...NEW_MEMBER,
      ...CLIENT,
      subscribedTopicNames: ["a"],
      assignment: [assigned("a", 1)],
    }],
  });
  assert.deepEqual(group.subscription?.topics, new Set(["a"]));
  assert.deepEqual(group.members[0]?.assignment, [{ topic: "a", partitions: Int32Array.of(1) }]);
});

Deno.test("a streams group reads the sources of its topology, a task its partition of each", () => {
  const member = { ...NEW_MEMBER, ...CLIENT, processId: "p", targetActiveTasks: [] };
  const subtopology = {
    subtopologyId: "0",
    sourceTopics: ["in"],
    repartitionSinkTopics: ["x-repartition"],
    changelogTopics: ["x-changelog"],
    repartitionSourceTopics: ["y-repartition"],
  };
  const described = {
    ...NO_ERROR,
    groupState: "Stable",
    groupEpoch: 5,
    assignmentEpoch: 5,
    members: [{
      ...member,
      activeTasks: [{ subtopologyId: "0", partitionIndexes: Int32Array.of(3) }],
    }],
  };
  const group = fromStreams({ ...described, subtopologies: [subtopology] });
  assert.deepEqual(group.subscription?.topics, new Set(["in", "y-repartition"]));
  assert.deepEqual(
    group.members[0]?.assignment,
    ["in", "y-repartition"].map((topic) => ({ topic, partitions: Int32Array.of(3) })),
  );
  const early = fromStreams({ ...described, subtopologies: undefined });
  assert.equal(early.subscription, undefined);
  assert.equal(early.members[0]?.assignment, undefined);
});
