/** Counts for how long something has been so, for many topics. */
export class Confirmation {
  readonly #sinceMs: Float64Array;

  constructor(topics: number) {
    this.#sinceMs = new Float64Array(topics).fill(NaN);
  }

  /** Whether it is so now and has been for this long. */
  holds(topic: number, isSo: boolean, nowMs: number, forMs: number): boolean {
    if (!isSo) this.#sinceMs[topic] = NaN;
    else if (Number.isNaN(this.#sinceMs[topic]!)) this.#sinceMs[topic] = nowMs;
    return isSo && nowMs - this.#sinceMs[topic]! >= forMs;
  }
}
