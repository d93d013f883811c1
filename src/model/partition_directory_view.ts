/**
 * One topic of a cluster as a directory knows it. The same object is kept from one directory
 * version to the next as long as nothing about the topic changes.
 */
export interface TopicEntry {
  readonly name: string;
  /** Kafka's own id (22 characters, base64url); undefined before Kafka 2.8. */
  readonly topicId: string | undefined;
  readonly internal: boolean;
  /** The slot of partition p is `slots[p]`; its length is the partition count. */
  readonly slots: Int32Array;
}

/**
 * An immutable picture of which slot each partition has. A slot is an index into the arrays of
 * snapshots, history and label caches; a partition keeps its slot for as long as it exists.
 * Views with equal content are the same object, so `===` tells whether topics changed.
 */
export interface PartitionDirectoryView {
  /** Rises by one whenever a topic or partition comes or goes. */
  readonly version: number;
  /** Length of every array that is indexed by slot; free slots are part of it. */
  readonly capacity: number;
  readonly topics: ReadonlyMap<string, TopicEntry>;
  /** Topic of a slot; undefined where the slot is free. */
  readonly slotTopic: readonly (TopicEntry | undefined)[];
  /** Partition number of a slot; meaningless where the slot is free. */
  readonly slotPartition: Int32Array;
  /** Directory version at which the slot was last given out: a cache entry of another birth is stale. */
  readonly slotBirth: Float64Array;
}
