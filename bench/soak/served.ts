import type { Exposition, Sample } from "../../tests/program/exposition_parser.ts";

/** What is served about a partition, or about a group there, that truth can be held against. */
export type ServedKind =
  | "partitions"
  | "leader"
  | "in-sync replicas"
  | "start"
  | "end"
  | "commit"
  | "members";

/** One served value. */
export interface ServedValue {
  readonly kind: ServedKind;
  readonly name: string;
  /** Empty for members. */
  readonly topic: string;
  readonly partition: number;
  readonly group: string;
  readonly value: number;
}

/** Metrics of both addresses by what they tell. */
export const KIND_OF: Readonly<Record<string, ServedKind>> = {
  kafka_topic_partitions: "partitions",
  kafka_topic_partition_leader: "leader",
  kafka_topic_partition_in_sync_replica: "in-sync replicas",
  kafka_topic_partition_oldest_offset: "start",
  kafka_topic_partition_current_offset: "end",
  kafka_consumergroup_current_offset: "commit",
  kafka_consumergroup_members: "members",
  kafka_partition_earliest_offset: "start",
  kafka_partition_latest_offset: "end",
  kafka_consumergroup_group_offset: "commit",
};

/** The values that truth can be held against. */
export function servedValues({ samples }: Exposition): ServedValue[] {
  return samples.flatMap((sample) => {
    const kind = KIND_OF[sample.name];
    return kind === undefined ? [] : [{ kind, name: sample.name, ...placeOf(sample) }];
  });
}

/** Topic, partition and group of a sample of either address. */
export function placeOf({ labels, value }: Sample) {
  return {
    topic: labels["topic"] ?? "",
    partition: Number(labels["partition"] ?? NaN),
    group: labels["consumergroup"] ?? labels["group"] ?? "",
    value,
  };
}

/** What is served as wrong, or is not known; nothing if all is well. */
export function troublesIn(seen: Exposition): string[] {
  const values = (name: string) => seen.select(name).map(({ value }) => value);
  const sum = (name: string) => values(name).reduce((all, each) => all + each, 0);
  const partitions = sum("kafka_topic_partitions");
  const commits = values("kafka_consumergroup_current_offset").length;
  const facts: readonly [name: string, is: number, wanted: number][] = [
    ["kafka_up", sum("kafka_up"), 1],
    ["brokers that answer", sum("kafka_sentinel_broker_reachable"), 3],
    ["brokers in the cluster", sum("kafka_broker_up"), 3],
    ["ends", values("kafka_topic_partition_current_offset").length, partitions],
    ["leaders", values("kafka_topic_partition_leader").length, partitions],
    ["under-replicated", sum("kafka_topic_partition_under_replicated_partition"), 0],
    ["lags", values("kafka_consumergroup_lag").length, commits],
  ];
  return facts.filter(([, is, wanted]) => is !== wanted)
    .map(([name, is, wanted]) => `${name} ${is} of ${wanted}`);
}
