import type { Logger } from "../runtime/logger.ts";
import { BackOff } from "./back_off.ts";
import { BrokerLink, type LinkContext } from "./broker_link.ts";
import { BrokerUnavailableError, type Peer, UnsupportedApiError } from "./errors.ts";
import type { Message, Throttled } from "./messages/message.ts";
import { waitAtMost } from "../runtime/wait_at_most.ts";

/** A controller that throttles holds back answers for up to a second each, without saying so. */
export const CONTROLLER_TIMEOUT_MS = 3_000;
/** Waits before the controller is asked again that did not answer, in milliseconds. */
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 10_000;

/**
 * A connection of its own for requests that brokers pass on to the active controller. While there
 * is none they get no answer, and on a broker's own connection nothing behind them would.
 */
export class ControllerLink {
  readonly #context: LinkContext;
  readonly #choosePeer: () => Peer | undefined;
  readonly #backOff = new BackOff(FIRST_WAIT_MS, LONGEST_WAIT_MS);
  readonly #leastTimeoutMs: number;
  #link: BrokerLink | undefined;
  #notBeforeMs = 0;

  /** `choosePeer` names a broker that lives, another one each time. */
  constructor(
    context: LinkContext,
    choosePeer: () => Peer | undefined,
    leastTimeoutMs = CONTROLLER_TIMEOUT_MS,
  ) {
    this.#leastTimeoutMs = leastTimeoutMs;
    // Whether brokers can be reached is told by their own links.
    this.#context = { ...context, logger: quiet(context.logger), changed: () => {} };
    this.#choosePeer = choosePeer;
  }

  /** See ClusterClient.sendToController. */
  async send<Q, A extends Throttled>(
    message: Message<Q, A>,
    request: Q,
    signal: AbortSignal,
  ): Promise<A> {
    const link = this.#link ??= this.#open(message.name);
    try {
      await waitAtMost(link.firstAttempt, this.#context.requestTimeoutMs, signal);
      const answer = await link.send(message, request, signal, this.#leastTimeoutMs);
      this.#backOff.reset();
      return answer;
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof UnsupportedApiError)) this.#giveUp(link);
      throw error;
    }
  }

  #open(api: string): BrokerLink {
    const peer = performance.now() < this.#notBeforeMs ? undefined : this.#choosePeer();
    if (peer !== undefined) return new BrokerLink(peer, this.#context);
    throw new BrokerUnavailableError(
      `Cannot ask the controller for ${api}: no broker has passed on a request lately`,
    );
  }

  /** Another broker may reach the controller. */
  #giveUp(link: BrokerLink): void {
    link.close();
    if (this.#link !== link) return;
    this.#link = undefined;
    this.#notBeforeMs = performance.now() + this.#backOff.next();
  }
}

function quiet(logger: Logger): Logger {
  const debug: Logger["debug"] = (message, fields) =>
    logger.debug(`${message}, asked for the controller`, fields);
  return {
    debug,
    info: debug,
    warn: debug,
    error: debug,
    with: (more) => quiet(logger.with(more)),
  };
}
