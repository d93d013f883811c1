import type { LinkContext } from "./broker_link.ts";
import type { Peer } from "./errors.ts";
import { SIDE_TIMEOUT_MS, SideLink } from "./side_link.ts";

/** Brokers that are connected. */
export interface ConnectedPeers {
  /** One of them, another one each time. */
  readonly any: () => Peer | undefined;
  readonly broker: (brokerId: number) => Peer | undefined;
}

/** A cluster's connections for requests that wait for other nodes: opened when first used. */
export class SideLinks {
  readonly toController: SideLink;
  readonly #context: LinkContext;
  readonly #timeoutMs: number;
  readonly #peers: ConnectedPeers;
  readonly #ofBrokers = new Map<number, SideLink>();

  constructor(context: LinkContext, timeoutMs = SIDE_TIMEOUT_MS, peers: ConnectedPeers) {
    this.#context = context;
    this.#timeoutMs = timeoutMs;
    this.#peers = peers;
    this.toController = this.#link("the controller", peers.any);
  }

  /** That to a broker, for what it must ask others. */
  of(brokerId: number): SideLink {
    const known = this.#ofBrokers.get(brokerId);
    if (known !== undefined) return known;
    const link = this.#link(`broker ${brokerId}`, () => this.#peers.broker(brokerId));
    this.#ofBrokers.set(brokerId, link);
    return link;
  }

  /** Closes those of all other brokers. */
  retain(brokerIds: ReadonlySet<number>): void {
    for (const [id, link] of this.#ofBrokers) {
      if (brokerIds.has(id)) continue;
      link.close();
      this.#ofBrokers.delete(id);
    }
  }

  #link(name: string, choosePeer: () => Peer | undefined): SideLink {
    return new SideLink(this.#context, { name, choosePeer }, this.#timeoutMs);
  }
}
