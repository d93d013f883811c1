import { PartitionDirectory, type TopicShape } from "../../../src/history/partition_directory.ts";
import type { ClusterSnapshot } from "../../../src/model/cluster_snapshot.ts";
import type { ClusterReading } from "../../../src/model/readings.ts";

/** The moment that samples call now: 2026-03-01T12:00:00Z. */
export const NOW_MS = Date.UTC(2026, 2, 1, 12);

/** A cluster as it was before its first reading. */
export function unreadReading(more: Partial<ClusterReading> = {}): ClusterReading {
  return {
    name: undefined,
    bootstrapServers: ["localhost:9092"],
    intervalMs: 15_000,
    snapshot: undefined,
    lastError: undefined,
    topicChanges: new Map(),
    lag: undefined,
    rates: undefined,
    jvms: [],
    alerts: [],
    alertEvents: [],
    ...more,
  };
}

/** Three brokers (3 does not answer), two topics; partition 0 offline, partitions 0 and 1 short of replicas. */
export function sampleSnapshot(readAtMs: number): ClusterSnapshot {
  const shapes: TopicShape[] = [
    { name: "orders", topicId: "o", internal: false, partitionCount: 12 },
    { name: "payments", topicId: "p", internal: false, partitionCount: 6 },
    { name: "gone", topicId: "g", internal: false, partitionCount: 2 },
  ];
  const growing = new PartitionDirectory();
  growing.update(shapes);
  const directory = growing.update(shapes.slice(0, 2));
  const numbers = (value: number) => new Float64Array(directory.capacity).fill(value);
  const leader = numbers(1);
  leader[0] = NaN;
  const leaderless = new Uint8Array(directory.capacity);
  leaderless[0] = 1;
  const inSync = directory.slotTopic.map((_, slot) => slot < 2 ? [1] : [1, 2, 3]);
  const brokers = [1, 2, 3].map((id) => ({
    id,
    address: { host: `kafka-${id}`, port: 9092 },
    rack: undefined,
    up: true,
    reachable: id < 3,
  }));
  return {
    cycle: 7,
    startedAtMs: readAtMs - 80,
    finishedAtMs: readAtMs,
    metadataReadAtMs: readAtMs,
    clusterId: "4L6g3nShT-eMCtK--X86sw",
    mode: "kraft",
    quorum: undefined,
    limits: {
      offsetsMs: 45_000,
      descriptionsMs: 90_000,
      stableOffsetsMs: 90_000,
      logDirsMs: 180_000,
      topicConfigsMs: 900_000,
    },
    brokers,
    directory,
    partitions: {
      leader,
      leaderless,
      leaderEpoch: numbers(1),
      replicas: directory.slotTopic.map(() => [1, 2, 3]),
      inSyncReplicas: inSync,
      earliestOffset: numbers(0),
      earliestReadAtMs: numbers(readAtMs),
      latestOffset: numbers(100),
      latestReadAtMs: numbers(readAtMs),
      unstableRecords: numbers(NaN),
      unstableReadAtMs: numbers(NaN),
    },
    stableOffsetsAskedAtMs: NaN,
    reassignments: undefined,
    topicConfigs: new Map(),
    logDirs: [],
    groups: [],
    brokersWithoutGroupList: [3],
    missingGroups: [],
    goneGroups: [],
  };
}
