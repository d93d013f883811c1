/** An event that waits for a sink. */
export interface QueuedRow {
  readonly id: number;
  readonly fingerprint: string;
  /** Older events of the fingerprint that were dropped in its favour. */
  readonly coalesced: number;
  readonly body: string;
}

/**
 * Small texts and a queue, kept through a crash if there is a state directory, and through a power
 * cut up to the second before it.
 */
export interface AlertStore {
  /**
   * Runs work whose changes are kept all together, and throws if they cannot be. Work must not wait
   * for anything and must not begin another transaction.
   */
  transaction(work: () => void): void;
  /** Kinds of which there are texts. */
  kinds(): readonly string[];
  /** All texts of a kind. */
  records(kind: string): readonly { readonly key: string; readonly body: string }[];
  put(kind: string, key: string, body: string): void;
  remove(kind: string, key: string): void;
  enqueue(sink: string, fingerprint: string, body: string): void;
  /** The oldest row of each fingerprint, oldest first. */
  oldestOfEach(sink: string, limit: number): readonly QueuedRow[];
  /** Takes rows out of the queue. */
  dequeue(ids: readonly number[]): void;
  queueLength(sink: string): number;
  /** Sinks for which something waits. */
  queues(): readonly string[];
  /** Keeps of each fingerprint only the newest row, which counts the others; gives how many went. */
  coalesce(sink: string): number;
}
