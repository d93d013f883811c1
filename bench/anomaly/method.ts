/** A way to tell what is unusual, as the test bed asks it. */
export interface Method {
  readonly name: string;
  /**
   * Takes the rates of all topics (messages a second, NaN where not known) of a cycle, and gives 1
   * for those that are unusual, 0 for those that are not, 2 for those of which nothing is known.
   */
  cycle(rates: Float64Array, elapsedMs: number, nowMs: number): Uint8Array;
  /** Stores everything and starts again with it. */
  restart?(): void;
}

export const USUAL = 0;
export const UNUSUAL = 1;
export const UNKNOWN = 2;
