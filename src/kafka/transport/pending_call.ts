/** Timers that fire this much too late tell that the event loop was blocked, not that the broker is. */
const LATE_TIMER_MS = 250;

/** What a pending call needs to know of its connection. */
export interface CallHost {
  /** End of the broker's throttling, in milliseconds of `performance.now()` (KIP-219). */
  readonly throttledUntilMs: number;
  timedOut(call: PendingCall): void;
}

/** One request that was sent and waits for its answer until its deadline. */
export class PendingCall {
  readonly api: string;
  readonly timeoutMs: number;
  readonly reject: (error: unknown) => void;
  readonly #host: CallHost;
  readonly #startedMs = performance.now();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #graceUntilMs: number | undefined;

  constructor(
    api: string,
    timeoutMs: number,
    host: CallHost,
    reject: (error: unknown) => void,
  ) {
    this.api = api;
    this.timeoutMs = timeoutMs;
    this.reject = reject;
    this.#host = host;
    this.#arm();
  }

  /** Milliseconds since it was sent. */
  get elapsedMs(): number {
    return Math.round(performance.now() - this.#startedMs);
  }

  /** Ends the deadline: the answer is there, or will never be. */
  finish(): void {
    clearTimeout(this.#timer);
  }

  #arm(): void {
    const dueMs = this.#graceUntilMs ??
      Math.max(this.#startedMs, this.#host.throttledUntilMs) + this.timeoutMs;
    this.#timer = setTimeout(() => this.#due(dueMs), dueMs - performance.now());
  }

  #due(dueMs: number): void {
    const throttled = this.#host.throttledUntilMs + this.timeoutMs > dueMs;
    const blocked = performance.now() - dueMs > LATE_TIMER_MS && this.#graceUntilMs === undefined;
    if (blocked) this.#graceUntilMs = performance.now() + LATE_TIMER_MS;
    if (throttled || blocked) this.#arm();
    else this.#host.timedOut(this);
  }
}
