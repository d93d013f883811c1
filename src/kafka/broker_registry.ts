import { BrokerLink, type LinkContext } from "./broker_link.ts";
import type { BrokerAddress } from "./cluster_client.ts";

interface Entry {
  readonly address: BrokerAddress;
  readonly link: BrokerLink;
  readonly namedAtMs: number;
}

/** The brokers that the cluster named, each with its link; those not named again are forgotten late. */
export class BrokerRegistry {
  readonly #context: LinkContext;
  readonly #memoryMs: number;
  #entries: ReadonlyMap<number, Entry> = new Map();
  #links: readonly BrokerLink[] = [];
  #named: ReadonlySet<number> = new Set();

  constructor(context: LinkContext, memoryMs: number) {
    this.#context = context;
    this.#memoryMs = memoryMs;
  }

  /** Sorted by id. */
  get addresses(): readonly BrokerAddress[] {
    return [...this.#entries.values()].map(({ address }) => address);
  }

  /** Sorted by broker id. */
  get links(): readonly BrokerLink[] {
    return this.#links;
  }

  link(brokerId: number): BrokerLink | undefined {
    return this.#entries.get(brokerId)?.link;
  }

  /** Whether the cluster named the broker when it last named its brokers. */
  isNamed(brokerId: number | undefined): boolean {
    return brokerId !== undefined && this.#named.has(brokerId);
  }

  /** Takes over what the cluster says now, in milliseconds since the epoch. */
  learn(brokers: readonly BrokerAddress[], nowMs: number): void {
    const before = this.#named;
    this.#named = new Set(brokers.map(({ id }) => id));
    const entries = new Map(this.#entries);
    for (const address of brokers) {
      const link = this.#linkTo(address, entries.get(address.id));
      if (!before.has(address.id)) link.hurry();
      entries.set(address.id, { address, link, namedAtMs: nowMs });
    }
    const isForgotten = ({ namedAtMs }: Entry) => nowMs - namedAtMs > this.#memoryMs;
    this.#keep(entries, isForgotten);
  }

  /** Forgets all brokers but these. */
  retain(brokerIds: ReadonlySet<number>): void {
    if (this.addresses.every(({ id }) => brokerIds.has(id))) return;
    this.#keep(this.#entries, ({ address }) => !brokerIds.has(address.id));
  }

  #keep(entries: ReadonlyMap<number, Entry>, isForgotten: (entry: Entry) => boolean): void {
    const kept: [number, Entry][] = [];
    for (const [id, entry] of entries) {
      if (isForgotten(entry)) entry.link.retire();
      else kept.push([id, entry]);
    }
    this.#entries = new Map(kept.sort(([a], [b]) => a - b));
    this.#links = [...this.#entries.values()].map(({ link }) => link);
  }

  #linkTo({ id, host, port }: BrokerAddress, known: Entry | undefined): BrokerLink {
    if (known?.address.host === host && known.address.port === port) return known.link;
    known?.link.retire();
    return new BrokerLink({ id, host, port }, this.#context);
  }
}
