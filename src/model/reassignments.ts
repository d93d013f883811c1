/** Reassignments that run now (KIP-455), by slot. A partition without an entry has none. */
export interface Reassignments {
  readonly readAtMs: number;
  /** Brokers that get a replica and may not be in sync yet. */
  readonly adding: ReadonlyMap<number, readonly number[]>;
  /** Brokers that will lose their replica. */
  readonly removing: ReadonlyMap<number, readonly number[]>;
}
