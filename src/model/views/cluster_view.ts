import { clusterTitle } from "../cluster_name.ts";
import type { ClusterSnapshot } from "../cluster_snapshot.ts";
import { freshQuorum } from "../fresh_parts.ts";
import { type FreshReading, freshReading } from "../freshness.ts";
import { LAG_STATUSES, type LagStatus } from "../lag_report.ts";
import { countPartitions } from "../partition_counts.ts";
import type { ClusterMode } from "../quorum_snapshot.ts";
import type { ClusterReading } from "../readings.ts";
import { knownGroups } from "./group_view.ts";
import { isoTime, type Known, known } from "./known.ts";

/** Whether, and when, a cluster was read; ready for JSON. */
export interface ClusterState {
  /** Its configured name, else its id; until that is known, where its brokers are. */
  readonly cluster: string;
  /** Read within the last three intervals. If not, nothing else is known of it now. */
  readonly fresh: boolean;
  readonly read_at: string | null;
  /** Why the newest attempt to read it failed. */
  readonly last_error: string | null;
}

/** What is counted in a cluster. */
export interface ClusterCounts {
  readonly brokers: number;
  readonly brokers_up: number;
  readonly brokers_reachable: number;
  readonly topics: number;
  readonly partitions: number;
  readonly offline_partitions: number;
  readonly under_replicated_partitions: number;
  readonly groups: number;
  /** Every status with the number of its groups. */
  readonly groups_by_status: Readonly<Record<LagStatus, number>>;
}

/** A cluster as lists show it, ready for JSON. */
export interface ClusterView extends ClusterState {
  readonly cluster_id: string | null;
  readonly mode: ClusterMode;
  readonly bootstrap_servers: readonly string[];
  readonly interval_seconds: number;
  /** The active controller of the KRaft quorum; null where it is not known, or there is none. */
  readonly quorum_leader: Known;
  /** null if the cluster was not read recently. */
  readonly counts: ClusterCounts | null;
}

/** Whether and when the cluster was read. */
export function clusterState(reading: ClusterReading, nowMs: number): ClusterState {
  return {
    cluster: clusterTitle(reading),
    fresh: freshReading(reading, nowMs).snapshot !== undefined,
    read_at: isoTime(reading.snapshot?.metadataReadAtMs),
    last_error: reading.lastError ?? null,
  };
}

/** A cluster with what is counted in it. */
export function* clusterView(
  reading: ClusterReading,
  nowMs: number,
): Generator<void, ClusterView, void> {
  const fresh = freshReading(reading, nowMs);
  const { snapshot } = fresh;
  return {
    ...clusterState(reading, nowMs),
    cluster_id: reading.snapshot?.clusterId ?? null,
    mode: reading.snapshot?.mode ?? "unknown",
    bootstrap_servers: reading.bootstrapServers,
    interval_seconds: reading.intervalMs / 1000,
    quorum_leader: known(snapshot && freshQuorum(snapshot, nowMs)?.leaderId),
    counts: snapshot === undefined ? null : yield* countAll(snapshot, fresh),
  };
}

function* countAll(
  snapshot: ClusterSnapshot,
  fresh: FreshReading,
): Generator<void, ClusterCounts, void> {
  const { brokers, directory } = snapshot;
  const partitions = yield* countPartitions(snapshot);
  const groups = knownGroups(fresh);
  const byStatus = Object.fromEntries(LAG_STATUSES.map((status) => [status, 0]));
  for (const { lag } of groups) byStatus[lag?.status ?? "unknown"]!++;
  const up = brokers.filter((broker) => broker.up);
  return {
    brokers: brokers.length,
    brokers_up: up.length,
    brokers_reachable: up.filter(({ reachable }) => reachable).length,
    topics: directory.topics.size,
    partitions: partitions.all,
    offline_partitions: partitions.offline,
    under_replicated_partitions: partitions.underReplicated,
    groups: groups.length,
    groups_by_status: byStatus as Record<LagStatus, number>,
  };
}
