import type { GroupSnapshot, MissingGroup } from "./group_snapshot.ts";
import type { BrokerLogDirs } from "./log_dirs.ts";
import type { PartitionDirectoryView } from "./partition_directory_view.ts";
import type { ClusterMode, QuorumSnapshot } from "./quorum_snapshot.ts";
import type { Reassignments } from "./reassignments.ts";
import type { TopicConfig } from "./topic_config.ts";

/** A broker that the monitor knows of, whether or not it lives. */
export interface BrokerSnapshot {
  readonly id: number;
  /** undefined if only its id is known: replicas name it, but it was never up while we looked. */
  readonly address: { readonly host: string; readonly port: number } | undefined;
  readonly rack: string | undefined;
  /** The cluster's own view: it is in the newest Metadata answer, so registered and unfenced. */
  readonly up: boolean;
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
  /** Broker id of the leader; NaN without a leader, or if it is not told. */
  readonly leader: Float64Array;
  /** 1 where the cluster says that there is no leader. */
  readonly leaderless: Uint8Array;
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
  /**
   * Records between the last stable offset and the high watermark: those of open transactions and
   * what came after them. A lower bound, because the last stable offset is read after the other.
   */
  readonly unstableRecords: Float64Array;
  readonly unstableReadAtMs: Float64Array;
}

/** How old a part may be before it counts as unknown, in milliseconds. */
export interface AgeLimits {
  /** Metadata, offsets, group lists and commits: three intervals. */
  readonly offsetsMs: number;
  readonly descriptionsMs: number;
  readonly stableOffsetsMs: number;
  readonly logDirsMs: number;
  readonly topicConfigsMs: number;
}

/** Everything read from one cluster in one cycle. Immutable. */
export interface ClusterSnapshot {
  /** Counts finished cycles from 1. */
  readonly cycle: number;
  readonly startedAtMs: number;
  readonly finishedAtMs: number;
  readonly metadataReadAtMs: number;
  readonly clusterId: string | undefined;
  readonly mode: ClusterMode;
  /** undefined in ZooKeeper mode and if never read or too old. */
  readonly quorum: QuorumSnapshot | undefined;
  readonly limits: AgeLimits;
  /** Sorted by id. */
  readonly brokers: readonly BrokerSnapshot[];
  readonly directory: PartitionDirectoryView;
  readonly partitions: PartitionColumns;
  /** When last stable offsets were last asked for; NaN if never. */
  readonly stableOffsetsAskedAtMs: number;
  /** undefined if never read or too old. */
  readonly reassignments: Reassignments | undefined;
  /** By topic name; a topic without an entry was never read, or too long ago. */
  readonly topicConfigs: ReadonlyMap<string, TopicConfig>;
  /** Brokers that were never read, or too long ago, are left out. */
  readonly logDirs: readonly BrokerLogDirs[];
  /** Sorted by group id, each id once. */
  readonly groups: readonly GroupSnapshot[];
  /** Known brokers that did not answer ListGroups in this cycle: groups may be missing. */
  readonly brokersWithoutGroupList: readonly number[];
  /** Groups that were listed, that no broker lists now, and that are not known to be gone. */
  readonly missingGroups: readonly MissingGroup[];
  /** Groups of which it became known in this cycle that they are gone. */
  readonly goneGroups: readonly string[];
}
