import { PartitionDirectory } from "../../../src/history/partition_directory.ts";
import type { BrokerSnapshot, ClusterSnapshot } from "../../../src/model/cluster_snapshot.ts";
import type { GroupSnapshot } from "../../../src/model/group_snapshot.ts";
import type { ClusterReading } from "../../../src/model/readings.ts";

/** The moment that hand-made snapshots are read at: a round time in 2026. */
export const NOW = Date.UTC(2026, 0, 1);
export const INTERVAL_MS = 15_000;

/** A partition of a hand-made snapshot; what is left out is healthy and read just now. */
export interface MadePartition {
  readonly leader?: number;
  readonly replicas?: readonly number[];
  readonly isr?: readonly number[];
  readonly earliest?: number;
  readonly earliestReadAtMs?: number;
  readonly latest?: number;
  readonly latestReadAtMs?: number;
  /** Records above the last stable offset. */
  readonly unstable?: number;
}

/** Topics by name, each a list of partitions. */
export type MadeTopics = Readonly<Record<string, readonly MadePartition[]>>;

/** A commit of a hand-made group; no offset: it could not be read. */
export type MadeCommit = readonly [topic: string, partition: number, offset?: number];

/** A snapshot of the topics; everything was read at NOW. */
export function madeSnapshot(
  topics: MadeTopics,
  more: Partial<ClusterSnapshot> = {},
): ClusterSnapshot {
  const entries = Object.entries(topics);
  const directory = new PartitionDirectory().update(entries.map(([name, partitions]) => ({
    name,
    topicId: undefined,
    internal: false,
    partitionCount: partitions.length,
  })));
  const all = entries.flatMap(([, partitions]) => partitions);
  const column = (of: (partition: MadePartition) => number) => Float64Array.from(all, of);
  return {
    cycle: 1,
    startedAtMs: NOW,
    finishedAtMs: NOW,
    metadataReadAtMs: NOW,
    clusterId: "the-cluster-id",
    mode: "kraft",
    quorum: undefined,
    limits: {
      offsetsMs: 3 * INTERVAL_MS,
      descriptionsMs: 90_000,
      stableOffsetsMs: 90_000,
      logDirsMs: 180_000,
      topicConfigsMs: 900_000,
    },
    brokers: [madeBroker(1)],
    directory,
    partitions: {
      leader: column((partition) => partition.leader ?? 1),
      leaderless: Uint8Array.from(all, ({ leader }) => Number.isNaN(leader) ? 1 : 0),
      leaderEpoch: column(() => 0),
      replicas: all.map((partition) => partition.replicas ?? [1]),
      inSyncReplicas: all.map((partition) => partition.isr ?? partition.replicas ?? [1]),
      earliestOffset: column((partition) => partition.earliest ?? 0),
      earliestReadAtMs: column((partition) => partition.earliestReadAtMs ?? NOW),
      latestOffset: column((partition) => partition.latest ?? 100),
      latestReadAtMs: column((partition) => partition.latestReadAtMs ?? NOW),
      unstableRecords: column((partition) => partition.unstable ?? NaN),
      unstableReadAtMs: column((partition) => partition.unstable === undefined ? NaN : NOW),
    },
    stableOffsetsAskedAtMs: NaN,
    reassignments: undefined,
    topicConfigs: new Map(),
    logDirs: [],
    groups: [],
    brokersWithoutGroupList: [],
    missingGroups: [],
    goneGroups: [],
    ...more,
  };
}

export function madeBroker(id: number, more: Partial<BrokerSnapshot> = {}): BrokerSnapshot {
  const address = { host: `kafka-${id}`, port: 9092 };
  return { id, address, rack: undefined, up: true, reachable: true, ...more };
}

/** A group of a snapshot with commits on its topics. */
export function madeGroup(
  snapshot: ClusterSnapshot,
  groupId: string,
  commits: readonly MadeCommit[] | undefined,
  more: Partial<GroupSnapshot> & { readonly commitsReadAtMs?: number } = {},
): GroupSnapshot {
  const { commitsReadAtMs = NOW, ...rest } = more;
  const slotOf = ([topic, partition]: MadeCommit) =>
    snapshot.directory.topics.get(topic)!.slots[partition]!;
  const read = commits?.filter(([, , offset]) => offset !== undefined) ?? [];
  const unread = commits?.filter(([, , offset]) => offset === undefined) ?? [];
  return {
    groupId,
    type: "classic",
    protocolType: "consumer",
    state: "Stable",
    coordinatorId: 1,
    listedAtMs: NOW,
    commits: commits && {
      readAtMs: commitsReadAtMs,
      slots: Int32Array.from(read, slotOf),
      offsets: Float64Array.from(read, ([, , offset]) => offset!),
      unreadableSlots: Int32Array.from(unread, slotOf),
    },
    description: undefined,
    ...rest,
  };
}

export function madeReading(
  snapshot: ClusterSnapshot | undefined,
  name?: string,
): ClusterReading {
  return {
    name,
    bootstrapServers: ["kafka-1:9092"],
    intervalMs: INTERVAL_MS,
    snapshot,
    lastError: undefined,
    lag: undefined,
    rates: undefined,
    jvms: [],
    alerts: [],
    alertEvents: [],
    topicChanges: new Map(
      [...snapshot?.directory.topics.keys() ?? []]
        .map((topic) => [topic, { increases: 0, recreations: 0, truncations: 0 }]),
    ),
  };
}
