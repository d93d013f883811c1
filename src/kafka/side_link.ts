import type { Logger } from "../runtime/logger.ts";
import { BackOff } from "./back_off.ts";
import { BrokerLink, type LinkContext } from "./broker_link.ts";
import { BrokerUnavailableError, type Peer, UnsupportedApiError } from "./errors.ts";
import type { Message, Throttled } from "./messages/message.ts";
import { waitAtMost } from "../runtime/wait_at_most.ts";

/** A controller that throttles holds back answers for up to a second each, without saying so. */
export const SIDE_TIMEOUT_MS = 3_000;
/** Waits before it is asked again after a failure, in milliseconds. */
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 10_000;

/** Who is asked over a connection of its own, and through whom. */
export interface SideTarget {
  /** In words, for errors. */
  readonly name: string;
  /** A broker that is connected; another one each time where any will do. */
  readonly choosePeer: () => Peer | undefined;
}

/**
 * A connection of its own for requests that a broker only answers when another node has answered
 * it: the active controller, or the coordinator of a share group's state. While that one is away
 * they get no answer, and on a broker's own connection nothing behind them would.
 */
export class SideLink {
  readonly #context: LinkContext;
  readonly #target: SideTarget;
  readonly #backOff: BackOff;
  #link: BrokerLink | undefined;
  #notBeforeMs = 0;

  /** `timeoutMs` is the longest wait for an answer, be it longer or shorter than that for others. */
  constructor(context: LinkContext, target: SideTarget, timeoutMs: number) {
    // Whether brokers can be reached is told by their own links.
    const quietly = { logger: quiet(context.logger, target.name), changed: () => {} };
    this.#context = { ...context, ...quietly, requestTimeoutMs: timeoutMs };
    this.#target = target;
    // An answer is waited for half an interval at most, so that every other cycle may ask.
    const longestMs = Math.min(LONGEST_WAIT_MS, 2 * timeoutMs);
    this.#backOff = new BackOff(Math.min(FIRST_WAIT_MS, longestMs), longestMs);
  }

  /** Rejects as BrokerLink.send does; after a failure at once, for a while. */
  async send<Q, A extends Throttled>(
    message: Message<Q, A>,
    request: Q,
    signal: AbortSignal,
  ): Promise<A> {
    const link = this.#link ??= this.#open(message.name);
    try {
      await waitAtMost(link.firstAttempt, this.#context.requestTimeoutMs, signal);
      const answer = await link.send(message, request, signal);
      this.#backOff.reset();
      return answer;
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof UnsupportedApiError)) this.#giveUp(link);
      throw error;
    }
  }

  close(): void {
    this.#link?.close();
    this.#link = undefined;
  }

  #open(api: string): BrokerLink {
    const { name, choosePeer } = this.#target;
    const cannot = `Cannot ask ${name} for ${api}`;
    if (performance.now() < this.#notBeforeMs) {
      throw new BrokerUnavailableError(`${cannot}: it did not answer lately`);
    }
    const peer = choosePeer();
    if (peer !== undefined) return new BrokerLink(peer, this.#context);
    throw new BrokerUnavailableError(`${cannot}: there is no broker that could ask it`);
  }

  /** Through another broker it may be reached. */
  #giveUp(link: BrokerLink): void {
    link.close();
    if (this.#link !== link) return;
    this.#link = undefined;
    this.#notBeforeMs = performance.now() + this.#backOff.next();
  }
}

function quiet(logger: Logger, target: string): Logger {
  const debug: Logger["debug"] = (message, fields) =>
    logger.debug(`${message}, asked for ${target}`, fields);
  return {
    debug,
    info: debug,
    warn: debug,
    error: debug,
    with: (more) => quiet(logger.with(more), target),
  };
}
