import type { ClusterClient } from "../kafka/cluster_client.ts";
import { consumerGroupDescribe } from "../kafka/messages/consumer_group_describe.ts";
import { describeConfigs } from "../kafka/messages/describe_configs.ts";
import { describeGroups } from "../kafka/messages/describe_groups.ts";
import { describeLogDirs } from "../kafka/messages/describe_log_dirs.ts";
import { describeQuorum } from "../kafka/messages/describe_quorum.ts";
import { describeShareGroupOffsets } from "../kafka/messages/describe_share_group_offsets.ts";
import { findCoordinator } from "../kafka/messages/find_coordinator.ts";
import { listGroups } from "../kafka/messages/list_groups.ts";
import { listOffsets } from "../kafka/messages/list_offsets.ts";
import { listPartitionReassignments } from "../kafka/messages/list_partition_reassignments.ts";
import type { Message } from "../kafka/messages/message.ts";
import { metadata } from "../kafka/messages/metadata.ts";
import { offsetFetch } from "../kafka/messages/offset_fetch.ts";
import { streamsGroupDescribe } from "../kafka/messages/streams_group_describe.ts";
import { type Finding, note, ok, problem } from "./finding.ts";

const SUBJECT = "versions";

type AnyMessage = Message<never, unknown>;

/** Nothing works without these; all brokers from Kafka 3.0 on speak them. */
const NEEDED: readonly AnyMessage[] = [
  metadata,
  listOffsets,
  listGroups,
  offsetFetch,
  findCoordinator,
  describeGroups,
  describeConfigs,
  describeLogDirs,
  listPartitionReassignments,
];

/** What is not served where brokers do not speak these. */
const OPTIONAL: readonly (readonly [message: AnyMessage, costs: string])[] = [
  [describeQuorum, "the quorum (ZooKeeper has none)"],
  [consumerGroupDescribe, "members of groups of the consumer protocol"],
  [describeShareGroupOffsets, "offsets and lag of share groups"],
  [streamsGroupDescribe, "members of groups of the streams protocol"],
];

/** Looks whether the brokers speak the requests that the program sends, in versions that it knows. */
export function examineVersions(client: ClusterClient): Finding[] {
  const brokers = client.knownBrokers().map(({ id }) => id).filter((id) => client.isReachable(id));
  const lacking = (message: AnyMessage) =>
    brokers.filter((id) => client.version(id, message) === undefined);
  const problems = NEEDED.filter((message) => lacking(message).length > 0).map((message) =>
    problem(
      SUBJECT,
      `${message.name} is not spoken by broker ${lacking(message).join(", ")}`,
      "Kafka 3.0 or newer is needed",
    )
  );
  if (problems.length > 0) return problems;
  const costs = OPTIONAL.filter(([message]) => lacking(message).length > 0).map(([, what]) => what);
  return [
    costs.length === 0
      ? ok(SUBJECT, "the brokers speak everything that is asked")
      : note(SUBJECT, `the brokers are too old for: ${costs.join("; ")}`),
  ];
}
