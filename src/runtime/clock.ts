/** Wall-clock time in milliseconds since the epoch. Passed in, so that tests can set it. */
export interface Clock {
  nowMs(): number;
}

/** The machine's clock. */
export const systemClock: Clock = { nowMs: () => Date.now() };
