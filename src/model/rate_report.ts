/**
 * What is unusual about a topic's traffic; `unknown` while too little is known. Topics that are not
 * judged, and topics that are too slow to be, are `usual`.
 */
export type RateVerdict = "usual" | "drop" | "spike" | "silence" | "unknown";

/** The message rate of one topic, over all its partitions. */
export interface TopicRate {
  /** Messages a second between the last two readings; NaN if one of the partitions is not known. */
  readonly rate: number;
  /** Messages a second that would be usual now; NaN while too little is known. */
  readonly expectedRate: number;
  /** Usual deviations above (positive) or below what is usual; NaN while too little is known. */
  readonly score: number;
  readonly verdict: RateVerdict;
  /** Since when the verdict has held, milliseconds since the epoch. */
  readonly sinceMs: number;
}

/** How unevenly the messages of a topic are spread over its partitions. */
export interface PartitionSkew {
  /** The partition that takes most messages. */
  readonly partition: number;
  /** How many times as many it takes as the middle partition; Infinity if that one takes none. */
  readonly ratio: number;
}

/** Message rates of one cluster in one cycle, by topic name. Immutable. */
export interface RateReport {
  readonly atMs: number;
  readonly topics: ReadonlyMap<string, TopicRate>;
  /**
   * By topic name, over the last ten minutes or so; without topics that have less than three
   * partitions or too few messages to tell. undefined until ten minutes have passed.
   */
  readonly skews?: ReadonlyMap<string, PartitionSkew> | undefined;
}
