import type { Peer } from "../errors.ts";
import type { Message, Throttled } from "../messages/message.ts";

/** The versions of one API that a broker speaks, both inclusive. */
export interface VersionRange {
  readonly min: number;
  readonly max: number;
}

/** How long one request may take, and what calls it off. */
export interface SendOptions {
  /** Counted from sending, or from the end of the broker's throttling if that is later (KIP-219). */
  readonly timeoutMs: number;
  /** Calling off rejects at once with the signal's reason; the connection stays. */
  readonly signal: AbortSignal;
}

/** One socket to one broker, ready for requests: versions are known, authentication is done. */
export interface Connection {
  readonly peer: Peer;
  /** By API key, as this broker told on this connection. */
  readonly apiVersions: ReadonlyMap<number, VersionRange>;
  /** Resolves with the reason once the connection is of no more use. Never rejects. */
  readonly closed: Promise<Error>;
  /** Requests that wait for an answer. */
  readonly inFlight: number;
  /**
   * Sends one request. Rejects with RequestTimeoutError (which closes the connection),
   * BrokerUnavailableError, DecodeError, or the reason of the signal.
   */
  send<Q, A extends Throttled>(
    message: Message<Q, A>,
    request: Q,
    version: number,
    options: SendOptions,
  ): Promise<A>;
  /** Destroys the socket at once and rejects what waits. */
  close(): void;
}

/** Opens connections. */
export interface Dialler {
  /**
   * Connects, asks for the API versions and authenticates, all within the connect deadline.
   * Rejects with BrokerUnavailableError or the reason of the signal.
   */
  connect(peer: Peer, signal: AbortSignal): Promise<Connection>;
}
