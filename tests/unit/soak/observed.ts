import type { Observation, Part } from "../../../bench/soak/observation.ts";

/** One topic of one partition and one group, as they were seen from that second to the next. */
export interface Seen {
  readonly atSecond: number;
  readonly id?: string;
  readonly nodes?: readonly number[];
  readonly partitions?: number;
  readonly inSync?: number;
  readonly leader?: number;
  readonly end?: number;
  readonly committed?: number;
  /** Whether the topic and the group are there; they are without it. */
  readonly exists?: boolean;
}

/** An observation by Kafka's own client. */
export function observed(seen: Seen): Observation {
  const { atSecond, id = "id-1", leader = 1, end = 10, committed = 4, exists = true } = seen;
  const { nodes = [1, 2, 3], inSync = 3 } = seen;
  const part = <T>(value: T): Part<T> => ({
    fromMs: atSecond * 1_000,
    toMs: atSecond * 1_000 + 500,
    value,
  });
  const partitions = new Array(seen.partitions ?? 1).fill({ leader, inSync, replicas: 3 });
  const topics = part(exists ? { "soak-t": { id, partitions } } : {});
  return {
    nodes: part(nodes),
    topics,
    topicReads: [topics],
    starts: part(exists ? { "soak-t/0": 0 } : {}),
    ends: part(exists ? { "soak-t/0": end } : {}),
    groups: part({ whole: true, names: exists ? ["soak-g"] : [] }),
    commits: part(exists ? { "soak-g": { "soak-t/0": committed } } : {}),
    members: part(exists ? { "soak-g": 1 } : {}),
  };
}

/** What the exporter serves when that is so, with some values replaced. */
export function servedText(values: Readonly<Record<string, number | undefined>> = {}): string {
  const partition = `topic="soak-t",partition="0"`;
  const group = `consumergroup="soak-g"`;
  const usual: Record<string, readonly [labels: string, value: number]> = {
    kafka_up: ["", 1],
    kafka_brokers: ["", 3],
    kafka_topic_partitions: [`topic="soak-t"`, 1],
    kafka_topic_partition_leader: [partition, 1],
    kafka_topic_partition_replicas: [partition, 3],
    kafka_topic_partition_in_sync_replica: [partition, 3],
    kafka_topic_partition_oldest_offset: [partition, 0],
    kafka_topic_partition_current_offset: [partition, 10],
    kafka_consumergroup_current_offset: [`${group},${partition}`, 4],
    kafka_consumergroup_lag: [`${group},${partition}`, 6],
    kafka_consumergroup_lag_sum: [`${group},topic="soak-t"`, 6],
    kafka_consumergroup_members: [group, 1],
    kafka_consumergroup_info: [`${group},type="classic"`, 1],
  };
  const lines = Object.entries(usual).flatMap(([name, [labels, value]]) => {
    const now = name in values ? values[name] : value;
    return now === undefined ? [] : [`${name}{${labels}} ${now}\n`];
  });
  const reachable = [1, 2, 3].map((id) => `kafka_sentinel_broker_reachable{id="${id}"} 1\n`);
  return [...lines, ...reachable].join("");
}
