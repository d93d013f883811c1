import assert from "node:assert/strict";
import { answerEncoders } from "../../bench/simulated/answers/answer_encoders.ts";
import { SimulatedState } from "../../bench/simulated/simulated_state.ts";
import type { SimulatedGroup } from "../../bench/simulated/simulated_group.ts";
import { askSimulated, PORTS } from "./ask_simulated.ts";
import { decodeBySchema } from "./decode_by_schema.ts";
import { structs } from "./expected_values.ts";
import { hasVersion, messageSpec } from "./message_spec.ts";
import type { Struct, Value } from "./schema_types.ts";

function smallState(): SimulatedState {
  return new SimulatedState({
    brokers: 3,
    topics: 3,
    partitionsPerTopic: 4,
    replicationFactor: 2,
    groups: 4,
    commitsPerGroup: 6,
    membersPerGroup: 2,
  });
}

const ORDERS = "team-1.orders-1.v1";
const allTopics: Struct = { Topics: null, AllowAutoTopicCreation: false };

function ofTopic(answer: Struct, list: string, field: string, name: string): Struct {
  return structs(answer, list).find((each) => each[field] === name)!;
}

Deno.test("simulated brokers speak versions that Kafka has, each API by its key", () => {
  for (const { api, apiKey, version } of answerEncoders) {
    const spec = messageSpec(`${api}Request`);
    assert.equal(spec.apiKey, apiKey, api);
    assert.ok(hasVersion(spec.validVersions, version), api);
    assert.ok(hasVersion(spec.flexibleVersions, version), api);
  }
});

Deno.test("simulated Metadata tells all topics with leaders and replicas, and brokers", () => {
  const state = smallState();
  const topic = state.topics.get(ORDERS)!;
  topic.leaders[2] = -1;
  const answer = askSimulated(state, "Metadata", allTopics, { throttleMs: 5 });
  assert.equal(answer["ThrottleTimeMs"], 5);
  assert.deepEqual(structs(answer, "Brokers").map(({ NodeId, Port }) => [NodeId, Port]), [
    ...PORTS,
  ]);
  assert.deepEqual(structs(answer, "Topics").map(({ Name }) => Name), [...state.topics.keys()]);
  const told = ofTopic(answer, "Topics", "Name", ORDERS);
  assert.equal(told["TopicId"], topic.id.toHex());
  const partitions = structs(told, "Partitions");
  assert.deepEqual(partitions.map(({ LeaderId }) => LeaderId), [...topic.leaders]);
  assert.deepEqual(partitions.map(({ ErrorCode }) => ErrorCode), [0, 0, 5, 0]);
  assert.deepEqual(partitions.map(({ ReplicaNodes }) => ReplicaNodes), topic.replicas);
  assert.deepEqual(partitions.map(({ IsrNodes }) => IsrNodes), topic.inSync);
});

Deno.test("simulated Metadata tells topics by name, and says which it does not know", () => {
  const ids = { TopicId: "0".repeat(32) };
  const request = { ...allTopics, Topics: [{ ...ids, Name: ORDERS }, { ...ids, Name: "gone" }] };
  const topics = structs(askSimulated(smallState(), "Metadata", request), "Topics");
  assert.deepEqual(topics.map(({ Name, ErrorCode }) => [Name, ErrorCode]), [[ORDERS, 0], [
    "gone",
    3,
  ]]);
});

Deno.test("simulated ListOffsets tells both ends to who asks the leader", () => {
  const state = smallState();
  const topic = state.topics.get(ORDERS)!;
  const brokerId = topic.leaders[0]!;
  const ask = (Timestamp: bigint, PartitionIndex: number) =>
    structs(
      structs(
        askSimulated(state, "ListOffsets", {
          Topics: [{ Name: ORDERS, Partitions: [{ PartitionIndex, Timestamp }] }],
        }, { brokerId }),
        "Topics",
      )[0]!,
      "Partitions",
    )[0]!;
  assert.equal(ask(-2n, 0)["Offset"], BigInt(topic.earliest[0]!));
  assert.equal(ask(-1n, 0)["Offset"], BigInt(topic.latest[0]!));
  assert.equal(ask(-1n, 1)["ErrorCode"], 6, "another broker leads it");
  assert.equal(ask(-1n, 99)["ErrorCode"], 3);
});

Deno.test("simulated OffsetFetch tells the commits of groups that the broker coordinates", () => {
  const state = smallState();
  const [group] = state.groups.values();
  const request = { Groups: [{ GroupId: group!.id, Topics: null, MemberEpoch: -1 }] };
  const told = (brokerId: number) =>
    structs(askSimulated(state, "OffsetFetch", request, { brokerId }), "Groups")[0]!;
  const topics = structs(told(group!.coordinator), "Topics");
  assert.deepEqual(
    topics.map((topic) => [
      topic["Name"],
      structs(topic, "Partitions").map((each) => [each["PartitionIndex"], each["CommittedOffset"]]),
    ]),
    group!.commits.map(({ topic, partitions, offsets }) => [
      topic.name,
      [...partitions].map((partition, at) => [partition, BigInt(offsets[at]!)]),
    ]),
  );
  assert.equal(told(2)["ErrorCode"], group!.coordinator === 2 ? 0 : 16);
  assert.equal(told(3)["ErrorCode"], group!.coordinator === 3 ? 0 : 16);
});

Deno.test("simulated groups are listed, found and described as what they are", () => {
  const state = smallState();
  for (const group of state.groups.values()) {
    const at = { brokerId: group.coordinator };
    const request = { Groups: [group.id], GroupIds: [group.id], CoordinatorKeys: [group.id] };
    const listed = ofTopic(
      askSimulated(state, "ListGroups", {}, at),
      "Groups",
      "GroupId",
      group.id,
    );
    assert.deepEqual([listed["GroupState"], listed["GroupType"]], [group.state, group.type]);
    const found = structs(askSimulated(state, "FindCoordinator", request), "Coordinators")[0]!;
    assert.deepEqual([found["NodeId"], found["Port"]], [
      group.coordinator,
      9000 + group.coordinator,
    ]);
    const classic = structs(askSimulated(state, "DescribeGroups", request, at), "Groups")[0]!;
    const consumer = structs(
      askSimulated(state, "ConsumerGroupDescribe", request, at),
      "Groups",
    )[0]!;
    const [known, other] = group.type === "Classic" ? [classic, consumer] : [consumer, classic];
    assert.deepEqual([known["ErrorCode"], other["ErrorCode"]], [0, 69]);
    assert.equal(known["GroupState"], group.state);
    assert.equal(structs(known, "Members").length, group.members);
    for (const member of structs(classic, "Members")) checkMember(member, group);
  }
  assert.deepEqual(
    new Set([...state.groups.values()].map(({ type }) => type)),
    new Set(["Classic", "Consumer"]),
  );
});

/** What a classic member subscribes to and owns is in the form of Kafka's consumer protocol. */
function checkMember(member: Struct, { commits }: SimulatedGroup): void {
  const read = (spec: string, bytes: Value | undefined) =>
    decodeBySchema(messageSpec(spec), 0, (bytes as Uint8Array).subarray(2));
  const topics = commits.map(({ topic }) => topic.name);
  const subscription = read("ConsumerProtocolSubscription", member["MemberMetadata"]);
  assert.deepEqual(subscription["Topics"], topics);
  const assignment = read("ConsumerProtocolAssignment", member["MemberAssignment"]);
  assert.deepEqual(structs(assignment, "AssignedPartitions").map(({ Topic }) => Topic), topics);
}

Deno.test("simulated answers about the cluster, settings and directories are Kafka's", () => {
  const state = smallState();
  const quorum = structs(askSimulated(state, "DescribeQuorum", { Topics: [] }), "Topics")[0]!;
  assert.equal(structs(structs(quorum, "Partitions")[0]!, "CurrentVoters").length, 3);
  const cluster = askSimulated(state, "DescribeCluster", { IncludeFencedBrokers: true });
  assert.deepEqual(structs(cluster, "Brokers").map(({ BrokerId }) => BrokerId), [1, 2, 3]);
  const resource = { ResourceType: 2, ResourceName: ORDERS, ConfigurationKeys: null };
  const settings = structs(
    askSimulated(state, "DescribeConfigs", { Resources: [resource] }),
    "Results",
  )[0]!;
  assert.equal(ofTopic(settings, "Configs", "Name", "min.insync.replicas")["Value"], "2");
  const dirs = structs(askSimulated(state, "DescribeLogDirs", { Topics: null }), "Results")[0]!;
  const sizes = structs(ofTopic(dirs, "Topics", "Name", ORDERS), "Partitions");
  const { replicas, latest, earliest } = state.topics.get(ORDERS)!;
  const here = [...replicas.keys()].filter((index) => replicas[index]!.includes(1));
  assert.deepEqual(
    sizes.map((each) => [each["PartitionIndex"], each["PartitionSize"]]),
    here.map((index) => [index, BigInt(100 * (latest[index]! - earliest[index]!))]),
  );
  const moving = askSimulated(state, "ListPartitionReassignments", { TimeoutMs: 1, Topics: null });
  assert.deepEqual(moving["Topics"], []);
});

Deno.test("an error code that is set is in every answer of the API", () => {
  const state = smallState();
  const group = [...state.groups.values()][0]!;
  const requests: Readonly<Record<string, Struct>> = {
    Metadata: allTopics,
    ListOffsets: {
      Topics: [{ Name: ORDERS, Partitions: [{ PartitionIndex: 0, Timestamp: -1n }] }],
    },
    OffsetFetch: { Groups: [{ GroupId: group.id, Topics: null }] },
    ListGroups: {},
    FindCoordinator: { CoordinatorKeys: [group.id] },
    DescribeGroups: { Groups: [group.id] },
    ConsumerGroupDescribe: { GroupIds: [group.id] },
    DescribeQuorum: { Topics: [] },
    DescribeCluster: {},
    DescribeConfigs: { Resources: [{ ResourceType: 2, ResourceName: ORDERS }] },
    DescribeLogDirs: { Topics: null },
    ListPartitionReassignments: { Topics: null },
  };
  for (const { api } of answerEncoders) {
    const text = (errorCode: number) =>
      JSON.stringify(
        askSimulated(state, api, requests[api]!, { errorCode }),
        (_, value) => typeof value === "bigint" ? String(value) : value,
      );
    assert.match(text(87), /"ErrorCode":87\b/, api);
    assert.doesNotMatch(text(0), /"ErrorCode":87\b/, api);
  }
});
