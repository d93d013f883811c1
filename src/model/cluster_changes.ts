/** A topic whose number of partitions is another than before. */
export interface PartitionCountChange {
  readonly topic: string;
  readonly from: number;
  readonly to: number;
}

/** The end of a partition's log went back: an unclean election lost records. */
export interface Truncation {
  readonly topic: string;
  readonly partition: number;
  readonly slot: number;
  readonly fromOffset: number;
  readonly toOffset: number;
}

/** What happened between two snapshots of one cluster. */
export interface ClusterChanges {
  readonly created: readonly string[];
  readonly deleted: readonly string[];
  readonly grown: readonly PartitionCountChange[];
  /** Deleted and created again: another topic id, or fewer partitions. */
  readonly recreated: readonly PartitionCountChange[];
  readonly truncations: readonly Truncation[];
  readonly groupsGone: readonly string[];
  readonly coordinatorsMoved: readonly {
    readonly groupId: string;
    readonly from: number;
    readonly to: number;
  }[];
}
