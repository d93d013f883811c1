/** How large a simulated cluster is. `__consumer_offsets` with 50 partitions is there besides. */
export interface ClusterShape {
  /** Ids 1 to this. */
  readonly brokers: number;
  readonly topics: number;
  readonly partitionsPerTopic: number;
  readonly replicationFactor: number;
  /** Of every four groups, two are classic with members, one classic without, one new-protocol. */
  readonly groups: number;
  /** Each group commits on that many partitions that follow each other. */
  readonly commitsPerGroup: number;
  readonly membersPerGroup: number;
}

/** A shape with so many partitions in topics of 50; two commits a partition, one group for 50 of them. */
export function shapeOf(partitions: number): ClusterShape {
  return {
    brokers: 3,
    topics: partitions / 50,
    partitionsPerTopic: 50,
    replicationFactor: 3,
    groups: partitions / 50,
    commitsPerGroup: 100,
    membersPerGroup: 2,
  };
}
