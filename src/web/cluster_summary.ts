import { clusterTitle } from "../model/cluster_name.ts";
import type { ClusterSnapshot } from "../model/cluster_snapshot.ts";
import { isSnapshotFresh } from "../model/freshness.ts";
import { countPartitions } from "../model/partition_counts.ts";
import type { ClusterReading } from "../model/readings.ts";

/** Whether what is known of a cluster is up to date. */
export type ClusterState = "fresh" | "stale" | "never";

/** Counts of the newest snapshot, however old it is. */
export interface ClusterCounts {
  readonly brokers: number;
  /** undefined when the snapshot is stale: whether they answer now is not known. */
  readonly reachableBrokers: number | undefined;
  readonly topics: number;
  readonly partitions: number;
  readonly groups: number;
  readonly offlinePartitions: number;
  readonly underReplicatedPartitions: number;
}

/** What the landing page says of one cluster. */
export interface ClusterSummary {
  readonly title: string;
  readonly clusterId: string | undefined;
  readonly bootstrapServers: readonly string[];
  readonly intervalMs: number;
  readonly state: ClusterState;
  /** When the newest snapshot was read, in milliseconds since the epoch. */
  readonly readAtMs: number | undefined;
  readonly lastError: string | undefined;
  readonly counts: ClusterCounts | undefined;
}

/** Sums up a cluster; a generator because it looks at every partition. */
export function* summariseCluster(
  reading: ClusterReading,
  nowMs: number,
): Generator<void, ClusterSummary, void> {
  const { bootstrapServers, intervalMs, snapshot, lastError } = reading;
  const fresh = isSnapshotFresh(snapshot, nowMs);
  return {
    title: clusterTitle(reading),
    clusterId: snapshot?.clusterId,
    bootstrapServers,
    intervalMs,
    state: snapshot === undefined ? "never" : fresh ? "fresh" : "stale",
    readAtMs: snapshot?.metadataReadAtMs,
    lastError,
    counts: snapshot && (yield* countAll(snapshot, fresh)),
  };
}

function* countAll(
  snapshot: ClusterSnapshot,
  fresh: boolean,
): Generator<void, ClusterCounts, void> {
  const { brokers, directory, groups } = snapshot;
  const partitions = yield* countPartitions(snapshot);
  return {
    brokers: brokers.filter(({ up }) => up).length,
    reachableBrokers: fresh
      ? brokers.filter(({ up, reachable }) => up && reachable).length
      : undefined,
    topics: directory.topics.size,
    partitions: partitions.all,
    groups: groups.length,
    offlinePartitions: partitions.offline,
    underReplicatedPartitions: partitions.underReplicated,
  };
}
