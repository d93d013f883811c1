import { TimeoutError, withDeadline } from "./deadline.ts";
import type { Logger } from "./logger.ts";

/** A running part of the program and how to stop it. */
export interface StoppablePart {
  readonly name: string;
  /** Longest time that `stop` is waited for, in milliseconds. */
  readonly budgetMs: number;
  /** The signal is aborted when the budget is used up. */
  readonly stop: (signal: AbortSignal) => Promise<void> | void;
}

/** Longest time that stopping all parts may take, in milliseconds. */
export const STOP_WITHIN_MS = 4_500;

/** Parts in the order in which they were started; stopping goes backwards, one after the other. */
export class Lifecycle {
  readonly #parts: StoppablePart[] = [];
  readonly #logger: Logger;
  readonly #totalMs: number;

  constructor(logger: Logger, totalMs = STOP_WITHIN_MS) {
    this.#logger = logger;
    this.#totalMs = totalMs;
  }

  /** Registers a part that has just been started. */
  add(part: StoppablePart): void {
    this.#parts.push(part);
  }

  /** Stops every part. One that fails or overruns its budget is logged and left; never rejects. */
  async stop(): Promise<void> {
    const endMs = performance.now() + this.#totalMs;
    for (let part = this.#parts.pop(); part !== undefined; part = this.#parts.pop()) {
      await this.#stopPart(part, Math.max(0, Math.min(part.budgetMs, endMs - performance.now())));
    }
  }

  async #stopPart({ name, stop }: StoppablePart, budgetMs: number): Promise<void> {
    try {
      await withDeadline(async (signal) => await stop(signal), budgetMs, `Stopping ${name}`);
    } catch (error) {
      if (error instanceof TimeoutError) this.#logger.warn(error.message);
      else this.#logger.error(`Cannot stop ${name} properly`, { error: String(error) });
    }
  }
}
