import type { AlertEvent } from "../../model/alert_event.ts";
import { withDeadline } from "../../runtime/deadline.ts";
import type { Logger } from "../../runtime/logger.ts";
import { sleep } from "../../runtime/sleep.ts";
import type { Outbox, QueuedEvent } from "./outbox.ts";
import { RefusedError, type Sink } from "./sink.ts";

/** Longest time for one attempt, in milliseconds: Kafka finds a new leader in less. */
const SEND_MS = 30_000;
/** First wait after a failure; doubles up to the longest. */
const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 15_000;

/** Takes events of one sink from the outbox and sends them, one batch after the other. */
export class SinkRunner {
  readonly #sink: Sink;
  readonly #outbox: Outbox;
  readonly #firing: () => readonly AlertEvent[];
  readonly #logger: Logger;
  readonly #stop = new AbortController();
  #draining = false;
  #wake: () => void = () => {};
  #woken = false;
  #failures = 0;
  #prepared = false;
  #resentAtMs = -Infinity;
  readonly #done: Promise<void>;

  /** Begins at once. `firing` are the newest events of all that fires, for sinks that want them. */
  constructor(
    sink: Sink,
    outbox: Outbox,
    firing: () => readonly AlertEvent[],
    logger: Logger,
  ) {
    this.#sink = sink;
    this.#outbox = outbox;
    this.#firing = firing;
    this.#logger = logger.with({ sink: sink.name });
    this.#done = this.#run().catch((error) => {
      this.#logger.error("Publishing alerts failed unexpectedly", { error: String(error) });
    });
  }

  /** To be called when something was queued. */
  wake(): void {
    this.#woken = true;
    this.#wake();
  }

  /** Sends what waits until the queue is empty, an attempt fails, or the signal ends it. */
  async drain(signal: AbortSignal): Promise<void> {
    this.#draining = true;
    const end = () => this.#stop.abort(new Error("the program stops"));
    if (signal.aborted) end();
    else signal.addEventListener("abort", end, { once: true });
    this.wake();
    await this.#done;
    signal.removeEventListener("abort", end);
    this.#sink.close();
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      this.#woken = false;
      const failed = !(await this.#attempt(signal));
      if (this.#draining && (failed || this.#outbox.length(this.#sink.name) === 0)) return;
      if (failed) await this.#waitAtMost(this.#retryMs());
      else if (this.#outbox.length(this.#sink.name) === 0) await this.#waitAtMost(this.#idleMs());
    }
  }

  /** One batch, or what fires if it is time for that; whether it went well. */
  async #attempt(signal: AbortSignal): Promise<boolean> {
    const { name, batchSize, resend } = this.#sink;
    const batch = this.#outbox.length(name) > 0 ? this.#outbox.take(name, batchSize) : [];
    try {
      await this.#prepare(signal);
      if (batch.length > 0) await this.#send(batch, signal);
      if (resend !== undefined && !this.#draining && this.#idleMs() <= 0) {
        await this.#bounded((ended) => resend.send(this.#firing(), ended), signal);
        this.#resentAtMs = performance.now();
      }
      this.#noteSuccess();
      return true;
    } catch (error) {
      this.#outbox.giveBack(name);
      // Topics may have been deleted.
      this.#prepared = false;
      this.#noteFailure(error);
      return false;
    }
  }

  async #prepare(signal: AbortSignal): Promise<void> {
    if (this.#prepared) return;
    await this.#bounded(async (ended) => await this.#sink.prepare?.(ended), signal);
    this.#prepared = true;
  }

  async #send(batch: readonly QueuedEvent[], signal: AbortSignal): Promise<void> {
    const { name } = this.#sink;
    try {
      const events = batch.map(({ event }) => event);
      await this.#bounded((ended) => this.#sink.send(events, ended), signal);
      this.#outbox.settle(name, batch, "delivered");
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
      // One bad event must not hold up the others.
      if (batch.length > 1) {
        for (const each of batch) await this.#send([each], signal);
        return;
      }
      this.#outbox.settle(name, batch, "refused");
      this.#logger.error("An alert event was refused for good and is dropped", {
        id: batch[0]?.event.id,
        error: String(error),
      });
    }
  }

  #bounded(work: (signal: AbortSignal) => Promise<void>, signal: AbortSignal): Promise<void> {
    return withDeadline(work, SEND_MS, `Publishing to ${this.#sink.name}`, signal);
  }

  #idleMs(): number {
    const { resend } = this.#sink;
    if (resend === undefined) return Infinity;
    return this.#resentAtMs + resend.everyMs - performance.now();
  }

  /** Full jitter over the upper half: many programs do not come back at the same moment. */
  #retryMs(): number {
    const longest = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (this.#failures - 1));
    return longest * (0.5 + Math.random() / 2);
  }

  /** Until woken, if nothing failed; an end of the program always wakes. */
  async #waitAtMost(ms: number): Promise<void> {
    const isRetry = this.#failures > 0;
    const { signal } = this.#stop;
    if (this.#draining || signal.aborted || (this.#woken && !isRetry)) return;
    const woken = new AbortController();
    const end = () => woken.abort();
    this.#wake = () => {
      if (!isRetry || this.#draining) end();
    };
    signal.addEventListener("abort", end, { once: true });
    await sleep(Math.max(0, Math.min(ms, 2 ** 31 - 1)), woken.signal);
    signal.removeEventListener("abort", end);
    this.#wake = () => {};
  }

  #noteFailure(error: unknown): void {
    this.#failures++;
    const log = this.#failures === 1 ? "warn" : "debug";
    this.#logger[log]("Alerts cannot be published; they wait", {
      waiting: this.#outbox.length(this.#sink.name),
      error: error instanceof Error ? error.message : String(error),
    });
  }

  #noteSuccess(): void {
    if (this.#failures === 0) return;
    this.#logger.info("Alerts are published again", { failures: this.#failures });
    this.#failures = 0;
  }
}
