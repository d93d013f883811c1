import type { Exposition } from "../../tests/program/exposition_parser.ts";
import type { Observation } from "./observation.ts";

/** Families of `:9308` that say what exists; all of them say what is known of it. */
const EXPORTER = {
  partitions: "kafka_topic_partitions",
  leader: "kafka_topic_partition_leader",
  replicas: "kafka_topic_partition_replicas",
  inSync: "kafka_topic_partition_in_sync_replica",
  start: "kafka_topic_partition_oldest_offset",
  end: "kafka_topic_partition_current_offset",
  commit: "kafka_consumergroup_current_offset",
  lag: "kafka_consumergroup_lag",
  members: "kafka_consumergroup_members",
} as const;

const LAG_MONITOR = {
  start: "kafka_partition_earliest_offset",
  end: "kafka_partition_latest_offset",
  commit: "kafka_consumergroup_group_offset",
  lag: "kafka_consumergroup_group_lag",
} as const;

/** Series of the exporter that are not as Kafka's own client sees the cluster, which stands still. */
export function exporterDifferences(seen: Exposition, truth: Observation): string[] {
  const expected = new Map<string, number>([["kafka_brokers", truth.nodes.value?.length ?? NaN]]);
  for (const [topic, { partitions }] of Object.entries(truth.topics.value ?? {})) {
    expected.set(`${EXPORTER.partitions} ${topic}`, partitions.length);
    for (const [index, partition] of partitions.entries()) {
      for (const kind of ["leader", "replicas", "inSync"] as const) {
        expected.set(`${EXPORTER[kind]} ${topic}/${index}`, Number(partition[kind]));
      }
    }
  }
  for (const [group, members] of Object.entries(truth.members.value ?? {})) {
    expected.set(`${EXPORTER.members} ${group}`, members);
  }
  for (const group of truth.groups.value?.names ?? []) {
    expected.set(`kafka_consumergroup_info ${group}`, 1);
  }
  expectOffsets(expected, EXPORTER, truth);
  return differences(expected, seen, [
    "kafka_brokers",
    "kafka_consumergroup_info",
    ...Object.values(EXPORTER),
  ]);
}

/** The same for the lag monitor's. */
export function lagMonitorDifferences(seen: Exposition, truth: Observation): string[] {
  const expected = new Map<string, number>();
  expectOffsets(expected, LAG_MONITOR, truth);
  return differences(expected, seen, Object.values(LAG_MONITOR));
}

function expectOffsets(
  expected: Map<string, number>,
  names: typeof LAG_MONITOR | typeof EXPORTER,
  { topics, starts, ends, commits }: Observation,
): void {
  for (const [key, start] of Object.entries(starts.value ?? {})) {
    expected.set(`${names.start} ${key}`, start);
  }
  for (const [key, end] of Object.entries(ends.value ?? {})) {
    expected.set(`${names.end} ${key}`, end);
  }
  for (const [group, offsets] of Object.entries(commits.value ?? {})) {
    for (const [key, committed] of Object.entries(offsets)) {
      // A group's coordinator that was away when a topic was deleted keeps what was committed on it.
      if (topics.value?.[key.slice(0, key.lastIndexOf("/"))] === undefined) continue;
      expected.set(`${names.commit} ${group} ${key}`, committed);
      const end = ends.value?.[key] ?? NaN;
      const lag = Math.max(0, end - Math.max(committed, starts.value?.[key] ?? NaN));
      expected.set(`${names.lag} ${group} ${key}`, lag);
    }
  }
}

function differences(
  expected: ReadonlyMap<string, number>,
  seen: Exposition,
  names: readonly string[],
): string[] {
  const served = new Map<string, number>();
  for (const { name, labels, value } of names.flatMap((name) => seen.select(name))) {
    const { topic, partition, consumergroup, group = consumergroup } = labels;
    const place = partition === undefined ? topic : `${topic}/${partition}`;
    served.set([name, group, place].filter(Boolean).join(" "), value);
  }
  const wrong = [...expected].filter(([key, value]) => served.get(key) !== value)
    .map(([key, value]) => `${key}: served ${served.get(key) ?? "nothing"}, truth ${value}`);
  const extra = [...served].filter(([key]) => !expected.has(key))
    .map(([key, value]) => `${key}: served ${value}, truth nothing`);
  return [...wrong, ...extra];
}

/** What must be the same in two observations between which nothing happened. */
export function contentOf({ topicReads: _, ...observation }: Observation): string {
  return JSON.stringify(
    Object.entries(observation).map(([name, { value }]) => [name, sorted(value)]),
  );
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.every((each) => typeof each === "object") ? value.map(sorted) : [...value].sort();
  }
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1);
  return entries.map(([key, each]) => [key, sorted(each)]);
}
