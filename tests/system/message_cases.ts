import assert from "node:assert/strict";
import { consumerGroupDescribe } from "../../src/kafka/messages/consumer_group_describe.ts";
import { describeCluster } from "../../src/kafka/messages/describe_cluster.ts";
import { describeConfigs, TOPIC_RESOURCE } from "../../src/kafka/messages/describe_configs.ts";
import { describeGroups } from "../../src/kafka/messages/describe_groups.ts";
import { describeLogDirs } from "../../src/kafka/messages/describe_log_dirs.ts";
import { describeQuorum } from "../../src/kafka/messages/describe_quorum.ts";
import { describeShareGroupOffsets } from "../../src/kafka/messages/describe_share_group_offsets.ts";
import { ErrorCode } from "../../src/kafka/messages/error_codes.ts";
import { findCoordinator } from "../../src/kafka/messages/find_coordinator.ts";
import { listGroups } from "../../src/kafka/messages/list_groups.ts";
import { listPartitionReassignments } from "../../src/kafka/messages/list_partition_reassignments.ts";
import { metadata } from "../../src/kafka/messages/metadata.ts";
import { offsetFetch } from "../../src/kafka/messages/offset_fetch.ts";
import { shareGroupDescribe } from "../../src/kafka/messages/share_group_describe.ts";
import { streamsGroupDescribe } from "../../src/kafka/messages/streams_group_describe.ts";
import { FETCH_CASES, LIST_OFFSETS_CASES } from "./log_message_cases.ts";
import { type MessageCase, messageCase } from "./message_case.ts";
import { WRITE_CASES } from "./write_message_cases.ts";
import type { MessageFacts } from "./message_facts.ts";

const anyBroker = ({ leaderId }: MessageFacts) => leaderId;
const coordinator = ({ coordinatorId }: MessageFacts) => coordinatorId;

/** A live group's description must tell its one member; without such a group, that there is none. */
function checkGroup(
  group: { readonly errorCode: number; readonly members: readonly { clientId: string }[] },
  isLive: boolean,
): void {
  if (!isLive) return assert.notEqual(group.errorCode, ErrorCode.NONE);
  assert.equal(group.errorCode, ErrorCode.NONE);
  assert.equal(group.members.length, 1);
  assert.match(group.members[0]!.clientId, /^lab-/);
}

/** Every message in the ways in which the program uses it. */
export const MESSAGE_CASES: readonly MessageCase[] = [
  ...LIST_OFFSETS_CASES,
  ...FETCH_CASES,
  ...WRITE_CASES,
  messageCase(
    metadata,
    anyBroker,
    ({ topic }) => ({ topics: [topic] }),
    ({ brokers, topics, partitions }, { topic, leaderId, brokerIds }) => {
      assert.deepEqual(brokers.map(({ id }) => id).sort(), brokerIds);
      assert.equal(topics[0]!.name, topic);
      assert.deepEqual([...partitions.leaders], [leaderId]);
    },
  ),
  messageCase(
    findCoordinator,
    anyBroker,
    ({ stored }) => ({ groupIds: [stored] }),
    ({ coordinators }, { stored, coordinatorId }) => {
      assert.deepEqual(coordinators.map(({ key, nodeId }) => [key, nodeId]), [
        [stored, coordinatorId],
      ]);
    },
  ),
  messageCase(
    listGroups,
    coordinator,
    () => ({ states: [], types: [] }),
    ({ errorCode, groups }, { stored, mode }, version) => {
      assert.equal(errorCode, ErrorCode.NONE);
      const found = groups.find(({ groupId }) => groupId === stored);
      assert.equal(found?.groupState, version >= 4 ? "Empty" : undefined);
      const type = mode === "kraft" ? "Classic" : "classic";
      assert.equal(found?.groupType?.toLowerCase(), version >= 5 ? type.toLowerCase() : undefined);
    },
  ),
  messageCase(
    offsetFetch,
    coordinator,
    ({ stored }) => ({ groups: [{ groupId: stored }] }),
    ({ groups: [group], committedOffsets }, { topic }) => {
      assert.equal(group?.errorCode, ErrorCode.NONE);
      assert.deepEqual(group?.topics.map(({ name }) => name), [topic]);
      assert.deepEqual([...committedOffsets], [4]);
    },
  ),
  messageCase(
    describeGroups,
    coordinator,
    ({ stored }) => ({ groupIds: [stored] }),
    ({ groups: [group] }) => assert.equal(group?.groupState, "Empty"),
  ),
  messageCase(
    consumerGroupDescribe,
    ({ live, coordinatorId }) => live.consumer?.coordinatorId ?? coordinatorId,
    ({ live, stored }) => ({ groupIds: [live.consumer?.group ?? stored] }),
    ({ groups: [group] }, { live }) => checkGroup(group!, live.consumer !== undefined),
  ),
  messageCase(
    shareGroupDescribe,
    ({ live, coordinatorId }) => live.share?.coordinatorId ?? coordinatorId,
    ({ live, stored }) => ({ groupIds: [live.share?.group ?? stored] }),
    ({ groups: [group] }, { live }) => checkGroup(group!, live.share !== undefined),
  ),
  messageCase(
    streamsGroupDescribe,
    ({ live, coordinatorId }) => live.streams?.coordinatorId ?? coordinatorId,
    ({ live, stored }) => ({ groupIds: [live.streams?.group ?? stored] }),
    ({ groups: [group] }, { live, topic }) => {
      checkGroup(group!, live.streams !== undefined);
      if (live.streams === undefined) return;
      assert.deepEqual(group!.subtopologies?.map(({ sourceTopics }) => sourceTopics), [[topic]]);
    },
  ),
  messageCase(
    describeShareGroupOffsets,
    ({ live, coordinatorId }) => live.share?.coordinatorId ?? coordinatorId,
    ({ live, stored }) => ({ groupIds: [live.share?.group ?? stored] }),
    ({ groups: [group] }, { live, topic }) => {
      if (live.share === undefined) return;
      assert.equal(group?.errorCode, ErrorCode.NONE);
      assert.deepEqual(group?.topics.map(({ name }) => name), [topic]);
    },
  ),
  messageCase(
    describeQuorum,
    anyBroker,
    () => ({}),
    ({ errorCode, topics }, { mode, brokerIds }) => {
      if (mode === "zookeeper") return assert.equal(errorCode, ErrorCode.UNSUPPORTED_VERSION);
      assert.equal(errorCode, ErrorCode.NONE);
      const voters = topics[0]!.partitions[0]!.voters.map(({ replicaId }) => replicaId);
      assert.deepEqual(voters.sort(), brokerIds);
    },
  ),
  messageCase(
    describeCluster,
    anyBroker,
    () => ({ includeFencedBrokers: true }),
    ({ brokers }, { brokerIds }) => {
      assert.deepEqual(brokers.map(({ id }) => id).sort(), brokerIds);
      assert.ok(brokers.every(({ fenced }) => !fenced));
    },
  ),
  messageCase(
    describeConfigs,
    anyBroker,
    ({ topic }) => ({ resources: [{ type: TOPIC_RESOURCE, name: topic, keys: ["retention.ms"] }] }),
    ({ resources: [resource] }) => {
      assert.equal(resource?.errorCode, ErrorCode.NONE);
      assert.deepEqual(resource?.entries.map(({ value }) => value), ["-1"]);
    },
  ),
  messageCase(
    describeLogDirs,
    anyBroker,
    () => ({ topics: undefined }),
    ({ dirs, sizesBytes }, { topic, tellsDiskSizes }, version) => {
      const sizes = dirs.flatMap(({ topics }) => topics).filter(({ name }) => name === topic)
        .flatMap(({ from, to }) => [...sizesBytes.subarray(from, to)]);
      assert.equal(sizes.length, 1);
      assert.ok(sizes[0]! > 0);
      const told = dirs.every(({ totalBytes, usableBytes }) => usableBytes < totalBytes);
      assert.equal(told, tellsDiskSizes && version >= 4);
    },
  ),
  messageCase(
    listPartitionReassignments,
    ({ controllerId }) => controllerId,
    () => ({ topics: undefined }),
    ({ errorCode, topics }, { topic }) => {
      assert.equal(errorCode, ErrorCode.NONE);
      assert.ok(!topics.some(({ name }) => name === topic));
    },
  ),
];
