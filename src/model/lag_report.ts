import type { GroupType } from "./group_snapshot.ts";

/**
 * How a consumer fares, from harmless to grave. A group's status, and that on a topic, is the
 * gravest of its partitions.
 * - `ok`: reads what comes, or has read everything.
 * - `unknown`: not enough is known to say anything else.
 * - `rewound`: the committed offset went back, and has not come to where it was.
 * - `warning`: moves, and its lag in seconds grows.
 * - `stopped`: does not move, and nobody owns the partition.
 * - `stalled`: does not move, though a live member owns the partition.
 */
export const LAG_STATUSES = ["ok", "unknown", "rewound", "warning", "stopped", "stalled"] as const;
export type LagStatus = typeof LAG_STATUSES[number];

/** How the time lag of a partition was found; `unknown` where it was not. */
export const TIME_LAG_METHODS = ["unknown", "history", "timestamp", "bisection", "rate"] as const;
export type TimeLagMethod = typeof TIME_LAG_METHODS[number];

/** What else holds of a group, whatever its status. */
export const GROUP_FLAGS = [
  /** No members, unread records, and no movement for long: nobody seems to want it any more. */
  "abandoned",
  /** No members, but its offsets move: whoever reads stores offsets only. */
  "simple",
  /** Has commits on topics that its members do not read; these count for nothing else. */
  "unsubscribed",
  /** Has read all that open transactions leave readable. */
  "blocked_by_transaction",
  /** Its commit lies beyond the end of the log: the log was cut or the topic is a new one. */
  "reset",
] as const;
export type GroupFlag = typeof GROUP_FLAGS[number];

/** 0 ok or unknown, 1 info, 2 warning, 3 critical. */
export type LagSeverity = 0 | 1 | 2 | 3;

/** A group on one topic. Lag is in messages, times in seconds, rates in messages a second. */
export interface GroupTopicLag {
  readonly topic: string;
  readonly status: LagStatus;
  readonly severity: LagSeverity;
  /** Over the partitions with a commit; NaN if one of them is not known. */
  readonly sumLag: number;
  readonly maxLag: number;
  readonly maxLagSeconds: number;
  /** NaN where two readings are not there yet, or a part is not known. */
  readonly consumeRate: number;
  readonly produceRate: number;
  /** Least over the partitions until retention deletes unread records; NaN where it cannot be told. */
  readonly secondsUntilLoss: number;
  /** Least over the partitions with lag since the committed offset was seen to move; NaN without. */
  readonly secondsSinceAdvanced: number;
  /** Counted since the group was first seen: records deleted before they were committed, at most. */
  readonly messagesLost: number;
  /** Counted since the group was first seen: commits beyond the end of the log. */
  readonly resets: number;
}

/**
 * What is judged of one group. The columns have an entry a partition with a commit, in the order of
 * `slots`, those of one topic next to each other. NaN means not known.
 */
export interface GroupLag {
  readonly groupId: string;
  readonly type: GroupType;
  readonly status: LagStatus;
  readonly severity: LagSeverity;
  readonly flags: readonly GroupFlag[];
  readonly slots: Int32Array;
  /** Next offset to read. */
  readonly committed: Float64Array;
  /** Messages. */
  readonly lag: Float64Array;
  /** Age in seconds of the oldest unread record; 0 at lag 0. */
  readonly lagSeconds: Float64Array;
  /** Indexes into TIME_LAG_METHODS. */
  readonly methods: Uint8Array;
  /** Indexes into LAG_STATUSES. */
  readonly statuses: Uint8Array;
  readonly topics: readonly GroupTopicLag[];
  /** Over all partitions with a commit; NaN if one of them is not known. */
  readonly sumLag: number;
  readonly maxLag: number;
  readonly maxLagSeconds: number;
  /** Seconds until everything is read, by the rates now; NaN when never, and at lag 0 it is 0. */
  readonly catchUpSeconds: number;
  /** Partitions that the group reads and has not committed on; NaN where it is not known. */
  readonly partitionsWithoutCommit: number;
  /** Partitions whose commit or lag could not be read. */
  readonly partitionsUnreadable: number;
  /** Counted since the group was first seen; exact only for types with epochs. */
  readonly rebalancesObserved: number;
}

/** What is judged of the groups of one cluster in one cycle. Immutable. */
export interface LagReport {
  readonly atMs: number;
  /** Sorted by group id. */
  readonly groups: readonly GroupLag[];
  /** Partitions with a commit by the method that found their time lag, in the order of the methods. */
  readonly partitionsByMethod: readonly number[];
}
