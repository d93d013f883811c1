/** Time in which a budget that was used up is full again, in milliseconds. */
const REFILL_MS = 600_000;

/** How many events one type of alert may still publish one by one; a quiet time fills it. */
export interface StormBudget {
  /** For alerts that begin. */
  readonly starts: number;
  /** For changes of alerts that were published: each of them may change and change back. */
  readonly changes: number;
}

export function fullBudget(limit: number): StormBudget {
  return { starts: limit, changes: 2 * limit };
}

/** The budget after a time in which nothing was taken from it. */
export function refilled(budget: StormBudget, limit: number, elapsedMs: number): StormBudget {
  const part = elapsedMs / REFILL_MS;
  const full = fullBudget(limit);
  return {
    starts: Math.min(full.starts, budget.starts + part * full.starts),
    changes: Math.min(full.changes, budget.changes + part * full.changes),
  };
}
