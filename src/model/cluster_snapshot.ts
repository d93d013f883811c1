import type { GroupSnapshot } from "./group_snapshot.ts";
import type { PartitionDirectoryView } from "./partition_directory_view.ts";

/** A broker that the monitor knows of, whether or not it lives. */
export interface BrokerSnapshot {
  readonly id: number;
  readonly host: string;
  readonly port: number;
  readonly rack: string | undefined;
  /** The cluster's own view: it is in the newest Metadata answer. */
  readonly registered: boolean;
  /** Our view: it answered us, or its connection stands, at the end of the cycle. */
  readonly reachable: boolean;
}

/**
 * What is known of partitions, one entry a slot of the snapshot's directory. Offsets are message
 * offsets; NaN means not known (never read, unreadable, or the slot is free). Read times are
 * milliseconds since the epoch, NaN where never read. A value that could not be read again is
 * carried from an earlier cycle with its own, older read time, until its age limit.
 */
export interface PartitionColumns {
  /** Broker id of the leader; NaN without a leader. */
  readonly leader: Float64Array;
  /** NaN where unknown. */
  readonly leaderEpoch: Float64Array;
  /** Broker ids, preferred leader first; equal lists are the same object; empty for free slots. */
  readonly replicas: readonly (readonly number[])[];
  readonly inSyncReplicas: readonly (readonly number[])[];
  /** Log start offset. */
  readonly earliestOffset: Float64Array;
  readonly earliestReadAtMs: Float64Array;
  /** High watermark: the offset after the last one that consumers may read. */
  readonly latestOffset: Float64Array;
  readonly latestReadAtMs: Float64Array;
}

/** How old a part may be before it counts as unknown, in milliseconds. */
export interface AgeLimits {
  /** Metadata, offsets, group lists and commits: three intervals. */
  readonly offsetsMs: number;
  readonly descriptionsMs: number;
}

/** Everything read from one cluster in one cycle. Immutable. */
export interface ClusterSnapshot {
  /** Counts finished cycles from 1. */
  readonly cycle: number;
  readonly startedAtMs: number;
  readonly finishedAtMs: number;
  readonly metadataReadAtMs: number;
  readonly clusterId: string | undefined;
  readonly limits: AgeLimits;
  /** Sorted by id. */
  readonly brokers: readonly BrokerSnapshot[];
  readonly directory: PartitionDirectoryView;
  readonly partitions: PartitionColumns;
  /** Sorted by group id, each id once. */
  readonly groups: readonly GroupSnapshot[];
  /** Known brokers that did not answer ListGroups in this cycle: groups may be missing. */
  readonly brokersWithoutGroupList: readonly number[];
}
