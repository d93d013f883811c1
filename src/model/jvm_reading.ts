/** What one JMX-agent endpoint tells of its JVM, over its newest readings. NaN where unknown. */
export interface JvmReading {
  /** As a person would name it: the endpoint's `instance`, by default its host and port. */
  readonly instance: string;
  readonly url: string;
  /** Configured name of the cluster that the JVM belongs to; undefined for a single unnamed one. */
  readonly cluster: string | undefined;
  /** When it was last read, milliseconds since the epoch; NaN if never. */
  readonly readAtMs: number;
  /** Why the newest reading failed; undefined if it did not. */
  readonly error: string | undefined;
  /** Old generation after its last collection over its maximum: what is really alive, 0 to 1. */
  readonly heapAfterCollectionRatio: number;
  /** Least used heap over its maximum within the window: even the trough is this high, 0 to 1. */
  readonly heapTroughRatio: number;
  /** Share of time spent in collections that stop the program, within the window, 0 to 1. */
  readonly gcTimeRatio: number;
  readonly heapUsedBytes: number;
  readonly heapMaxBytes: number;
}
