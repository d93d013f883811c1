/** How the cluster keeps its metadata; `unknown` while no broker has told. */
export type ClusterMode = "kraft" | "zookeeper" | "unknown";

/** A node that follows the KRaft metadata log. Offsets are record offsets; NaN where unknown. */
export interface QuorumReplica {
  readonly id: number;
  /** Voters are the controllers, observers the other nodes. */
  readonly role: "voter" | "observer";
  readonly logEndOffset: number;
  /** When it last had every record, by the leader's clock, milliseconds since the epoch. */
  readonly lastCaughtUpAtMs: number;
}

/** The KRaft metadata quorum as its leader describes it (KIP-595, KIP-836). */
export interface QuorumSnapshot {
  readonly readAtMs: number;
  /** NaN without a leader. */
  readonly leaderId: number;
  readonly leaderEpoch: number;
  readonly highWatermark: number;
  /** Each id once a role. */
  readonly replicas: readonly QuorumReplica[];
}
