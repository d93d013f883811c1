import type { Logger } from "../runtime/logger.ts";
import { BackOff } from "./back_off.ts";
import type { RequestObserver } from "./cluster_client.ts";
import { commonVersion } from "./common_version.ts";
import {
  BrokerUnavailableError,
  describePeer,
  failureOf,
  type Peer,
  UnsupportedApiError,
} from "./errors.ts";
import type { Message, Throttled } from "./messages/message.ts";
import type { Connection, Dialler } from "./transport/connection.ts";

/** What all links of a cluster share. Times in milliseconds. */
export interface LinkContext {
  readonly dialler: Dialler;
  readonly observer: RequestObserver;
  readonly logger: Logger;
  readonly requestTimeoutMs: number;
  readonly firstRetryMs: number;
  readonly longestRetryMs: number;
  /** Every link that is not closed yet, also those that only wait for a last answer. */
  readonly open: Set<BrokerLink>;
  /** Called after every change of a link's state. */
  readonly changed: () => void;
}

/**
 * `connecting` until the first attempt ended and right after a loss; `down` after a failed attempt
 * until one succeeds, and requests are refused at once.
 */
export type LinkState = "connecting" | "connected" | "down";

/** Keeps one connection to one broker, dialled in the background, never more than one at a time. */
export class BrokerLink {
  readonly peer: Peer;
  /** Resolves when the first attempt has ended: whether it connected. Never rejects. */
  readonly firstAttempt: Promise<boolean>;
  /** Set once somebody has waited long enough for the first attempt. */
  awaited = false;
  readonly #context: LinkContext;
  readonly #endFirstAttempt: (connected: boolean) => void;
  readonly #backOff: BackOff;
  readonly #ended = new AbortController();
  #state: LinkState = "connecting";
  #connection: Connection | undefined;
  #lastError: Error | undefined;
  /** Whether the connection that stands has answered a request. */
  #answered = false;
  /** Whether the trouble that lasts has been logged: one line when it starts. */
  #told = false;
  #retired = false;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(peer: Peer, context: LinkContext) {
    this.peer = peer;
    this.#context = context;
    this.#backOff = new BackOff(context.firstRetryMs, context.longestRetryMs);
    const { promise, resolve } = Promise.withResolvers<boolean>();
    this.firstAttempt = promise;
    this.#endFirstAttempt = resolve;
    context.open.add(this);
    void this.#dial();
  }

  get state(): LinkState {
    return this.#state;
  }

  /** Why it is not connected, in words. */
  get trouble(): string {
    return this.#lastError?.message ?? `${describePeer(this.peer)} is still being connected to`;
  }

  /** See ClusterClient.version. */
  version(message: Message<never, unknown>): number | undefined {
    return this.#connection && commonVersion(this.#connection.apiVersions, message);
  }

  /** See ClusterClient.send. */
  async send<Q, A extends Throttled>(
    message: Message<Q, A>,
    request: Q,
    signal: AbortSignal,
    leastTimeoutMs = 0,
  ): Promise<A> {
    const connection = this.#usable(message);
    const { observer, requestTimeoutMs } = this.#context;
    const timeoutMs = Math.max(requestTimeoutMs, leastTimeoutMs);
    const startedMs = performance.now();
    const seconds = () => (performance.now() - startedMs) / 1000;
    try {
      const version = this.#versionOn(connection, message);
      const answer = await connection.send(message, request, version, { timeoutMs, signal });
      this.#noteAnswer(answer);
      observer.requestDone(message.name, seconds(), undefined);
      return answer;
    } catch (error) {
      observer.requestDone(message.name, seconds(), failureOf(error, signal.aborted));
      throw error;
    } finally {
      this.#closeIfIdle();
    }
  }

  /** Ends the wait for the next attempt, for there is a reason to think that it succeeds. */
  hurry(): void {
    if (this.#retryTimer === undefined) return;
    clearTimeout(this.#retryTimer);
    this.#backOff.reset();
    this.#retryAfter(0);
  }

  /** Dials no more, and closes as soon as no request waits. */
  retire(): void {
    this.#retired = true;
    this.#closeIfIdle();
  }

  /** Destroys the connection, or the attempt, at once. */
  close(): void {
    if (this.#ended.signal.aborted) return;
    this.#state = "down";
    this.#lastError = new Error(`${describePeer(this.peer)} is no longer connected to`);
    this.#ended.abort(this.#lastError);
    clearTimeout(this.#retryTimer);
    this.#connection?.close();
    this.#connection = undefined;
    this.#context.open.delete(this);
    this.#endFirstAttempt(false);
  }

  async #dial(): Promise<void> {
    const { dialler, changed } = this.#context;
    const { signal } = this.#ended;
    try {
      const connection = await dialler.connect(this.peer, signal);
      if (signal.aborted) return connection.close();
      this.#connected(connection);
    } catch (error) {
      if (signal.aborted) return;
      this.#failed(error instanceof Error ? error : new Error(String(error)));
    }
    this.#endFirstAttempt(this.#state === "connected");
    changed();
  }

  #connected(connection: Connection): void {
    this.#state = "connected";
    this.#connection = connection;
    this.#answered = false;
    void connection.closed.then((reason) => this.#lost(reason));
  }

  #lost(reason: Error): void {
    if (this.#ended.signal.aborted) return;
    this.#connection = undefined;
    this.#state = "connecting";
    this.#lastError = new Error(`Lost ${describePeer(this.peer)}: ${reason.message}`, {
      cause: reason,
    });
    // A connection that never answered a request is no better than a failed attempt.
    if (!this.#answered) this.#failed(this.#lastError);
    else {
      this.#context.logger.debug("Lost a broker", { error: this.#lastError.message });
      this.#retryAfter(0);
    }
    this.#context.changed();
  }

  #failed(error: Error): void {
    // Why no seed can be reached is told by who reads the cluster, in one line.
    const isSeed = this.peer.id === undefined;
    this.#context.logger[this.#told || isSeed ? "debug" : "warn"]("A broker cannot be reached", {
      error: error.message,
    });
    this.#told = true;
    this.#state = "down";
    this.#lastError = error;
    this.#retryAfter(this.#backOff.next());
  }

  #retryAfter(waitMs: number): void {
    if (this.#retired) return this.close();
    this.#retryTimer = setTimeout(() => {
      this.#retryTimer = undefined;
      void this.#dial();
    }, waitMs);
  }

  #usable(message: Message<never, unknown>): Connection {
    if (this.#connection !== undefined) return this.#connection;
    throw new BrokerUnavailableError(
      `Cannot ask ${describePeer(this.peer)} for ${message.name}: ${this.trouble}`,
      { cause: this.#lastError },
    );
  }

  #versionOn(connection: Connection, message: Message<never, unknown>): number {
    const version = commonVersion(connection.apiVersions, message);
    if (version !== undefined) return version;
    const range = connection.apiVersions.get(message.apiKey);
    const theirs = range === undefined ? "none" : `${range.min} to ${range.max}`;
    throw new UnsupportedApiError(
      `Cannot ask ${describePeer(this.peer)} for ${message.name} (API key ${message.apiKey}): ` +
        `it speaks versions ${theirs}, this program ${message.minVersion} to ${message.maxVersion}`,
    );
  }

  #noteAnswer({ throttleTimeMs }: Throttled): void {
    if (!this.#answered) {
      this.#context.logger.info("Connected to a broker", { broker: describePeer(this.peer) });
    }
    this.#answered = true;
    this.#told = false;
    this.#backOff.reset();
    const { id } = this.peer;
    if (throttleTimeMs > 0 && id !== undefined) {
      this.#context.observer.throttled(id, throttleTimeMs / 1000);
    }
  }

  #closeIfIdle(): void {
    if (this.#retired && (this.#connection?.inFlight ?? 0) === 0) this.close();
  }
}
