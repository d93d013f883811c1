/** Kafka's group types (KIP-848, KIP-932, KIP-1071); `unknown` before Kafka 3.8, which does not tell. */
export type GroupType = "classic" | "consumer" | "share" | "streams" | "unknown";

/** A group's committed offsets. Commits on partitions that no longer exist are only counted. */
export interface GroupCommits {
  readonly readAtMs: number;
  /** Slots with a commit, the slots of one topic next to each other. */
  readonly slots: Int32Array;
  /** Next offset to read, one an entry of `slots`; of share groups the first not done with. */
  readonly offsets: Float64Array;
  /** Lag as the coordinator tells it, one an entry of `slots`, NaN where it does not: share groups. */
  readonly toldLags?: Float64Array;
  /** Slots whose commit was answered with an error: sums over their topics are unknown. */
  readonly unreadableSlots: Int32Array;
}

/** Partitions of one topic that a member has. */
export interface MemberTopic {
  readonly topic: string;
  readonly partitions: Int32Array;
}

/** A member of a group, as the coordinator describes it. */
export interface GroupMember {
  readonly memberId: string;
  readonly groupInstanceId: string | undefined;
  readonly clientId: string;
  readonly clientHost: string;
  /** What it owns now; undefined where that is not told, or not in a form that can be read. */
  readonly assignment: readonly MemberTopic[] | undefined;
}

/** What the members of a group have subscribed to, together. */
export interface GroupSubscription {
  readonly topics: ReadonlySet<string>;
  /** RE2 patterns of the new protocol. */
  readonly patterns: readonly string[];
}

/** A group's description; read less often than offsets, so it has its own read time. */
export interface GroupDescription {
  readonly readAtMs: number;
  readonly state: string;
  /** Partition assignor; empty if the group has none. */
  readonly assignor: string;
  readonly members: readonly GroupMember[];
  /** Known only where the group is settled and its members are Kafka consumers. */
  readonly subscription: GroupSubscription | undefined;
  /** Rises with every rebalance; NaN for types without epochs. */
  readonly epoch: number;
}

/** One consumer group in one cycle. */
export interface GroupSnapshot {
  readonly groupId: string;
  readonly type: GroupType;
  /** "consumer" for Kafka consumers, "connect" and others for other users of the protocol, "" for none. */
  readonly protocolType: string;
  /** Listed state; undefined where the broker does not tell it or did not answer in this cycle. */
  readonly state: string | undefined;
  /** The broker that lists the group. */
  readonly coordinatorId: number;
  /** When the coordinator last listed it, milliseconds since the epoch. */
  readonly listedAtMs: number;
  /** undefined if never read or too old. */
  readonly commits: GroupCommits | undefined;
  /** undefined if never read or too old. */
  readonly description: GroupDescription | undefined;
}

/** A group that disappeared from the lists; whether it is gone is asked every cycle. */
export interface MissingGroup {
  readonly groupId: string;
  readonly type: GroupType;
  /** The broker that last listed it, and when. */
  readonly coordinatorId: number;
  readonly listedAtMs: number;
  /** Since when its coordinator says, whenever it is asked, that there is no such group; else NaN. */
  readonly deniedSinceMs: number;
  /**
   * Cycles in a row in which all brokers that could have listed it answered, and its coordinator
   * said nothing else.
   */
  readonly completeCycles: number;
}
