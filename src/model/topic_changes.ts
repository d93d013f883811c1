/** How often something happened to a topic since it was first seen. */
export interface TopicChangeCounts {
  /** Times that partitions were added. */
  readonly increases: number;
  /** Times that it was deleted and created again between two readings. */
  readonly recreations: number;
  /** Times that the end of one of its logs went back: records were lost in an unclean election. */
  readonly truncations: number;
}
