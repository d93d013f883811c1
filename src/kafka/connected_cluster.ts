import { parseServerAddress } from "../runtime/address.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Logger } from "../runtime/logger.ts";
import { BrokerRegistry } from "./broker_registry.ts";
import type { BrokerLink, LinkContext } from "./broker_link.ts";
import type { BrokerAddress, ClusterClient, RequestObserver } from "./cluster_client.ts";
import { BrokerUnavailableError, messageOf, type Peer, UnsupportedApiError } from "./errors.ts";
import type { Message, Throttled } from "./messages/message.ts";
import { SeedLinks } from "./seed_links.ts";
import { SideLinks } from "./side_links.ts";
import type { Dialler } from "./transport/connection.ts";
import { waitAtMost } from "../runtime/wait_at_most.ts";

/** How to reach one cluster. Times in milliseconds. */
export interface ConnectedClusterOptions {
  /** `host:port`, at least one. */
  readonly bootstrapServers: readonly string[];
  readonly dialler: Dialler;
  readonly observer: RequestObserver;
  readonly logger: Logger;
  readonly clock: Clock;
  /** Default 2,000. */
  readonly requestTimeoutMs?: number;
  /** Longest wait for what a broker must ask another node for. Default 3,000. */
  readonly sideTimeoutMs?: number;
  /** How long a broker that the cluster no longer names is remembered. Default 24 hours. */
  readonly brokerMemoryMs?: number;
  /** First wait before a broker is dialled again; doubles up to `longestRetryMs`. Default 250. */
  readonly firstRetryMs?: number;
  /** Default 10,000. */
  readonly longestRetryMs?: number;
}

const DAY_MS = 86_400_000;
const NOBODY: ReadonlySet<number> = new Set();
/** Reasons shown when nobody answers: enough to see the pattern. */
const SHOWN_REASONS = 5;

/** A cluster's connections: one link a broker, each on its own, and seeds while none of them stands. */
export class ConnectedCluster implements ClusterClient {
  readonly #clock: Clock;
  readonly #registry: BrokerRegistry;
  readonly #seeds: SeedLinks;
  readonly #sides: SideLinks;
  readonly #open = new Set<BrokerLink>();
  #turn = 0;
  #closed = false;

  /** Begins to connect to the seeds. Throws if one of them is no `host:port`. */
  constructor(options: ConnectedClusterOptions) {
    this.#clock = options.clock;
    const context: LinkContext = {
      dialler: options.dialler,
      observer: options.observer,
      logger: options.logger,
      requestTimeoutMs: options.requestTimeoutMs ?? 2_000,
      firstRetryMs: options.firstRetryMs ?? 250,
      longestRetryMs: options.longestRetryMs ?? 10_000,
      open: this.#open,
      changed: () => this.#chooseSeeds(),
    };
    this.#registry = new BrokerRegistry(context, options.brokerMemoryMs ?? DAY_MS);
    this.#seeds = new SeedLinks(options.bootstrapServers.map(toSeed), context);
    this.#sides = new SideLinks(context, options.sideTimeoutMs, {
      any: () => this.#candidates(NOBODY)[0]?.peer,
      broker: (id) => this.isReachable(id) ? this.#registry.link(id)?.peer : undefined,
    });
    this.#seeds.open();
  }

  learn(brokers: readonly BrokerAddress[]): void {
    if (this.#closed) return;
    this.#registry.learn(brokers, this.#clock.nowMs());
    this.#sides.retain(new Set(this.knownBrokers().map(({ id }) => id)));
    this.#chooseSeeds();
  }

  retain(brokerIds: ReadonlySet<number>): void {
    if (this.#closed) return;
    this.#registry.retain(brokerIds);
    this.#sides.retain(brokerIds);
  }

  knownBrokers(): readonly BrokerAddress[] {
    return this.#registry.addresses;
  }

  isReachable(brokerId: number): boolean {
    return this.#registry.link(brokerId)?.state === "connected";
  }

  version(brokerId: number, message: Message<never, unknown>): number | undefined {
    return this.#registry.link(brokerId)?.version(message);
  }

  async settle(deadlineMs: number, signal: AbortSignal): Promise<void> {
    const { links } = this.#registry;
    const first = links.length > 0 ? links : this.#seeds.links;
    const waited = first.filter((link) => !link.awaited);
    const attempts = waited.map((link) => link.firstAttempt);
    const ended = links.length > 0 ? Promise.all(attempts) : firstSuccess(attempts);
    await waitAtMost(ended, deadlineMs, signal);
    for (const link of waited) link.awaited = true;
  }

  async send<Q, A extends Throttled>(
    brokerId: number,
    message: Message<Q, A>,
    request: Q,
    signal: AbortSignal,
    timeoutMs?: number,
  ): Promise<A> {
    const link = this.#registry.link(brokerId);
    if (link !== undefined) return await link.send(message, request, signal, timeoutMs);
    throw new BrokerUnavailableError(
      `Cannot ask broker ${brokerId} for ${message.name}: the cluster never named such a broker`,
    );
  }

  async sendToAny<Q, A extends Throttled>(
    message: Message<Q, A>,
    request: Q,
    signal: AbortSignal,
    avoid: ReadonlySet<number> = NOBODY,
  ): Promise<{ readonly brokerId: number | undefined; readonly answer: A }> {
    const failures: Error[] = [];
    const candidates = this.#candidates(avoid);
    for (const link of candidates) {
      try {
        const answer = await link.send(message, request, signal);
        return { brokerId: link.peer.id, answer };
      } catch (error) {
        signal.throwIfAborted();
        failures.push(error instanceof Error ? error : new Error(String(error)));
      }
    }
    throw this.#nobodyAnswered(message.name, failures, candidates);
  }

  async sendToController<Q, A extends Throttled>(
    message: Message<Q, A>,
    request: Q,
    signal: AbortSignal,
  ): Promise<A> {
    return await this.#sides.toController.send(message, request, signal);
  }

  async sendAside<Q, A extends Throttled>(
    brokerId: number,
    message: Message<Q, A>,
    request: Q,
    signal: AbortSignal,
  ): Promise<A> {
    return await this.#sides.of(brokerId).send(message, request, signal);
  }

  close(): void {
    this.#closed = true;
    for (const link of this.#open) link.close();
  }

  /**
   * Connected brokers, another one first each time; seeds if there is none. A broker that the
   * cluster has lost comes late: what it tells may be of the time before, as after a pause.
   */
  #candidates(avoid: ReadonlySet<number>): readonly BrokerLink[] {
    const live = this.#registry.links.filter(isConnected);
    if (live.length === 0) return this.#seeds.links.filter(isConnected);
    const turn = this.#turn++ % live.length;
    const rotated = [...live.slice(turn), ...live.slice(0, turn)];
    const lateness = ({ peer: { id } }: BrokerLink) =>
      id !== undefined && avoid.has(id) ? 2 : this.#registry.isNamed(id) ? 0 : 1;
    return rotated.sort((a, b) => lateness(a) - lateness(b));
  }

  #nobodyAnswered(
    api: string,
    failures: readonly Error[],
    asked: readonly BrokerLink[],
  ): Error {
    const [first] = failures;
    if (first !== undefined && failures.every((error) => error instanceof UnsupportedApiError)) {
      return first;
    }
    const idle = [...this.#registry.links, ...this.#seeds.links].filter((link) =>
      !isConnected(link) && !asked.includes(link)
    );
    const reasons = [...failures.map(({ message }) => message), ...idle.map((l) => l.trouble)];
    const more = reasons.length - SHOWN_REASONS;
    return new BrokerUnavailableError(
      `No broker answered ${api}: ${reasons.slice(0, SHOWN_REASONS).join("; ")}` +
        (more > 0 ? `; and ${more} more` : ""),
      { cause: failures.at(-1) },
    );
  }

  /** Seeds are connected to while every known broker is down: the cluster may have moved. */
  #chooseSeeds(): void {
    if (this.#closed) return;
    const { links } = this.#registry;
    if (links.some(isConnected)) this.#seeds.retire();
    else if (links.every(({ state }) => state === "down")) this.#seeds.open();
  }
}

function toSeed(server: string): Peer {
  try {
    return { id: undefined, ...parseServerAddress(server) };
  } catch (cause) {
    const text = JSON.stringify(server);
    throw new RangeError(`The Kafka server ${text} ${messageOf(cause)}`, { cause });
  }
}

function isConnected({ state }: BrokerLink): boolean {
  return state === "connected";
}

/** Resolves when one attempt succeeded or all have ended. */
function firstSuccess(attempts: readonly Promise<boolean>[]): Promise<void> {
  return new Promise((resolve) => {
    const every = attempts.map(async (attempt) => {
      if (await attempt) resolve();
    });
    void Promise.all(every).then(() => resolve());
  });
}
