import type { Message, Throttled } from "./messages/message.ts";
import type { RequestFailure } from "./errors.ts";

/** A broker as Metadata names it. */
export interface BrokerAddress {
  readonly id: number;
  readonly host: string;
  readonly port: number;
  readonly rack: string | undefined;
}

/** What the reading side needs of a cluster's connections. */
export interface ClusterClient {
  /**
   * Tells the client which brokers the cluster has now. New ones are connected to in the
   * background; moved ones are reconnected; ones no longer named are kept for `brokerMemoryMs`.
   */
  learn(brokers: readonly BrokerAddress[]): void;
  /** Forgets all brokers but these, at once. */
  retain(brokerIds: ReadonlySet<number>): void;
  /** Brokers known by any source, sorted by id. */
  knownBrokers(): readonly BrokerAddress[];
  /** Connected, and the newest request (if any) was answered in time. */
  isReachable(brokerId: number): boolean;
  /** Version that both sides speak; undefined if the broker is not connected or lacks the API. */
  version(brokerId: number, message: Message<never, unknown>): number | undefined;
  /**
   * Waits until first attempts to connect to all known brokers (or to any seed, while none is
   * known) have ended, at most until the deadline; brokers that were tried before are not waited for.
   */
  settle(deadlineMs: number, signal: AbortSignal): Promise<void>;
  /**
   * Sends one request to one broker. Never dials: an unconnected broker is an error at once.
   * Rejects with BrokerUnavailableError, RequestTimeoutError, UnsupportedApiError or DecodeError.
   * `timeoutMs` is for requests that may take longer than others; shorter than those it is not.
   */
  send<Q, A extends Throttled>(
    brokerId: number,
    message: Message<Q, A>,
    request: Q,
    signal: AbortSignal,
    timeoutMs?: number,
  ): Promise<A>;
  /**
   * Sends to one live broker, or seed while no broker is known, trying others when one fails.
   * Brokers to `avoid` come last.
   */
  sendToAny<Q, A extends Throttled>(
    message: Message<Q, A>,
    request: Q,
    signal: AbortSignal,
    avoid?: ReadonlySet<number>,
  ): Promise<{ readonly brokerId: number | undefined; readonly answer: A }>;
  /**
   * Sends a request that brokers pass on to the active controller of a KRaft cluster, over a
   * connection of its own. Rejects as `send` does; after a failure at once, for some seconds.
   */
  sendToController<Q, A extends Throttled>(
    message: Message<Q, A>,
    request: Q,
    signal: AbortSignal,
  ): Promise<A>;
  /**
   * Sends a request that the broker only answers when another node has answered it, over a
   * connection of its own, on which nothing else waits. Rejects as `sendToController` does.
   */
  sendAside<Q, A extends Throttled>(
    brokerId: number,
    message: Message<Q, A>,
    request: Q,
    signal: AbortSignal,
  ): Promise<A>;
  /** Destroys every socket at once and stops connecting. */
  close(): void;
}

/** Told of every request, for the program's own metrics. */
export interface RequestObserver {
  requestDone(api: string, seconds: number, failure: RequestFailure | undefined): void;
  throttled(brokerId: number, seconds: number): void;
}
