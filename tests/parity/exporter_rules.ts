import type { LabClient } from "../lab/lab_client.ts";
import type { Sample } from "../program/exposition_parser.ts";
import type { StillCluster } from "./still_cluster.ts";

/** The metrics of kafka_exporter, all gauges. */
export const EXPORTER_METRICS: ReadonlySet<string> = new Set([
  "kafka_brokers",
  "kafka_broker_info",
  "kafka_topic_partitions",
  "kafka_topic_partition_current_offset",
  "kafka_topic_partition_oldest_offset",
  "kafka_topic_partition_leader",
  "kafka_topic_partition_replicas",
  "kafka_topic_partition_in_sync_replica",
  "kafka_topic_partition_leader_is_preferred",
  "kafka_topic_partition_under_replicated_partition",
  "kafka_consumergroup_current_offset",
  "kafka_consumergroup_current_offset_sum",
  "kafka_consumergroup_lag",
  "kafka_consumergroup_lag_sum",
  "kafka_consumergroup_members",
]);

/**
 * What kafka_exporter 1.9 serves of the cluster, by its rules and by what Kafka's own client tells.
 * `addresses` are those of the listener that it is given, by broker id.
 */
export async function samplesByExporterRules(
  client: LabClient,
  { topics, groups }: StillCluster,
  addresses: ReadonlyMap<number, string>,
): Promise<Sample[]> {
  const samples: Sample[] = [{ name: "kafka_brokers", labels: {}, value: addresses.size }];
  for (const [id, address] of addresses) {
    samples.push({ name: "kafka_broker_info", labels: { id: `${id}`, address }, value: 1 });
  }
  const ends = new Map<string, readonly number[]>();
  for (const topic of topics) {
    ends.set(topic, await client.endOffsets(topic));
    samples.push(...await topicSamples(client, topic, ends.get(topic)!));
  }
  const types = new Map((await client.groups()).map(({ group, type }) => [group, type]));
  for (const group of groups) {
    const type = types.get(group);
    samples.push(...await groupSamples(client, group, type, ends));
  }
  return samples;
}

async function topicSamples(
  client: LabClient,
  topic: string,
  ends: readonly number[],
): Promise<Sample[]> {
  const starts = await client.beginningOffsets(topic);
  const replicas = await client.replicas(topic);
  const partitions = await client.describeTopic(topic);
  const samples: Sample[] = [
    { name: "kafka_topic_partitions", labels: { topic }, value: partitions.length },
  ];
  partitions.forEach(({ leader, inSync }, partition) => {
    const of = (metric: string, value: number) => ({
      name: `kafka_topic_partition_${metric}`,
      labels: { topic, partition: `${partition}` },
      value,
    });
    const all = replicas[partition]!;
    samples.push(
      of("current_offset", ends[partition]!),
      of("oldest_offset", starts[partition]!),
      of("leader", leader!),
      of("replicas", all.length),
      of("in_sync_replica", inSync.length),
      of("leader_is_preferred", leader === all[0] ? 1 : 0),
      of("under_replicated_partition", inSync.length < all.length ? 1 : 0),
    );
  });
  return samples;
}

/**
 * Groups are described by the request of the classic protocol, to which others have no members.
 * Commits are asked for on every partition: of a topic with a commit, those without have -1, which
 * counts in the sum of offsets and not in that of lags.
 */
async function groupSamples(
  client: LabClient,
  consumergroup: string,
  type: string | undefined,
  ends: ReadonlyMap<string, readonly number[]>,
): Promise<Sample[]> {
  const members = type === "Classic" || type === "classic"
    ? await client.classicMembers(consumergroup)
    : 0;
  const samples: Sample[] = [
    { name: "kafka_consumergroup_members", labels: { consumergroup }, value: members },
  ];
  if (type === "Share") return samples;
  const commits = await client.committed(consumergroup);
  for (const [topic, ofTopic] of ends) {
    const committed = ofTopic.map((_, partition) =>
      commits.find((each) => each.topic === topic && each.partition === partition)?.offset ?? -1
    );
    if (committed.every((offset) => offset === -1)) continue;
    const lags = committed.map((offset, p) => offset === -1 ? -1 : ofTopic[p]! - offset);
    const of = (metric: string, value: number, partition?: number) => ({
      name: `kafka_consumergroup_${metric}`,
      labels: {
        consumergroup,
        topic,
        ...partition === undefined ? {} : { partition: `${partition}` },
      },
      value,
    });
    samples.push(
      ...committed.map((offset, partition) => of("current_offset", offset, partition)),
      ...lags.map((lag, partition) => of("lag", lag, partition)),
      of("current_offset_sum", sum(committed)),
      of("lag_sum", sum(lags.filter((lag) => lag !== -1))),
    );
  }
  return samples;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
