import { findCoordinator } from "../../src/kafka/messages/find_coordinator.ts";
import { metadata } from "../../src/kafka/messages/metadata.ts";
import type { ConnectedCluster } from "../../src/kafka/connected_cluster.ts";
import type { SharedLab } from "../lab/shared_lab.ts";
import { uniqueName } from "../program/unique_name.ts";
import { waitFor } from "../program/wait_for.ts";

const never = new AbortController().signal;

/** Times of the first three records and of the two after them, in the past. */
export const TIMES_MS = [1_790_000_000_000, 1_790_000_060_000] as const;

/** A group with a member, and who coordinates it. */
interface LiveGroup {
  readonly group: string;
  readonly coordinatorId: number;
}

/** What there is on a cluster for every message to tell. */
export interface MessageFacts {
  readonly mode: "kraft" | "zookeeper";
  /** Sorted. */
  readonly brokerIds: readonly number[];
  /** Answers for all brokers; in KRaft mode any of them. */
  readonly controllerId: number;
  /** One partition without limit of retention: 3 + 2 records, 2 aborted ones, and their marker. */
  readonly topic: string;
  readonly leaderId: number;
  /** An empty topic of one partition. */
  readonly sink: string;
  readonly sinkLeaderId: number;
  /** A group without members that has committed offset 4. */
  readonly stored: string;
  readonly coordinatorId: number;
  /** Groups of the new protocols, where the cluster has them. */
  readonly live: Readonly<Partial<Record<"consumer" | "share" | "streams", LiveGroup>>>;
  /** Sizes of file systems are told since Kafka 3.3. */
  readonly tellsDiskSizes: boolean;
}

/** Makes everything that the facts tell; gives what ends the groups' members, too. */
export async function messageFacts(
  lab: Pick<SharedLab, "client" | "mode">,
  cluster: ConnectedCluster,
  tellsDiskSizes: boolean,
): Promise<{ readonly facts: MessageFacts; readonly end: () => Promise<void> }> {
  const { client, mode } = lab;
  const [topic, sink, stored] = ["messages", "sink", "stored"].map(uniqueName) as [
    string,
    string,
    string,
  ];
  // In one segment, though their times are far apart: an answer to Fetch has but one.
  const config = { "retention.ms": "-1", "segment.ms": "1000000000000" };
  await client.createTopic(topic, { partitions: 1, replicationFactor: 1, config });
  await client.createTopic(sink, { partitions: 1, replicationFactor: 1 });
  await client.produce(topic, { count: 3, timestampMs: TIMES_MS[0] });
  await client.produce(topic, { count: 2, timestampMs: TIMES_MS[1] });
  await client.abortTransaction(topic, 2);
  // The marker is written after the client was told that the transaction has ended.
  const written = async () => (await client.endOffsets(topic))[0] === 3 + 2 + 2 + 1;
  await waitFor("the transaction's marker is written", written, 60_000);
  await client.commit(stored, topic, [4]);
  const { tasks, live } = mode === "kraft"
    ? await startGroups(lab, cluster, topic)
    : { tasks: [], live: {} };
  const facts = {
    ...await whoLeads(cluster, topic, sink),
    mode,
    topic,
    sink,
    stored,
    coordinatorId: await coordinatorOf(cluster, stored),
    live,
    tellsDiskSizes,
  };
  const end = async () => {
    for (const task of tasks) await client.stopTask(task);
  };
  return { facts, end };
}

/** Brokers, controller and leaders; a broker may hear of a new topic later than others. */
async function whoLeads(cluster: ConnectedCluster, topic: string, sink: string) {
  const ask = async () => {
    const { answer } = await cluster.sendToAny(metadata, { topics: [topic, sink] }, never);
    const leaderOf = (of: string) => {
      const found = answer.topics.find(({ name, from, to }) => name === of && to > from);
      return found === undefined ? -1 : answer.partitions.leaders[found.from]!;
    };
    return {
      brokerIds: answer.brokers.map(({ id }) => id).sort(),
      controllerId: answer.controllerId,
      leaderId: leaderOf(topic),
      sinkLeaderId: leaderOf(sink),
    };
  };
  let told = await ask();
  await waitFor("brokers know who leads", async () => {
    if (told.leaderId >= 0 && told.sinkLeaderId >= 0 && told.controllerId >= 0) return true;
    told = await ask();
    return false;
  }, 30_000);
  return told;
}

async function startGroups(
  { client }: Pick<SharedLab, "client">,
  cluster: ConnectedCluster,
  topic: string,
): Promise<{ tasks: string[]; live: MessageFacts["live"] }> {
  const tasks: string[] = [];
  const live: Partial<Record<"consumer" | "share" | "streams", LiveGroup>> = {};
  for (const protocol of ["consumer", "share", "streams"] as const) {
    const group = uniqueName(protocol);
    tasks.push(await client.startConsumer({ group, protocol, topics: [topic] }));
    await waitFor(
      `${group} is stable`,
      async () =>
        (await client.groups()).some((each) => each.group === group && each.state === "Stable"),
      60_000,
    );
    live[protocol] = { group, coordinatorId: await coordinatorOf(cluster, group) };
  }
  return { tasks, live };
}

async function coordinatorOf(cluster: ConnectedCluster, group: string): Promise<number> {
  let nodeId = -1;
  await waitFor(`${group} has a coordinator`, async () => {
    const { answer } = await cluster.sendToAny(findCoordinator, { groupIds: [group] }, never);
    return (nodeId = answer.coordinators[0]?.nodeId ?? -1) >= 0;
  }, 30_000);
  return nodeId;
}
