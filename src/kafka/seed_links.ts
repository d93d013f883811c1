import { BrokerLink, type LinkContext } from "./broker_link.ts";
import type { Peer } from "./errors.ts";

/** Connections to the bootstrap servers, open only while no broker of the cluster is connected. */
export class SeedLinks {
  readonly #seeds: readonly Peer[];
  readonly #context: LinkContext;
  #links: readonly BrokerLink[] = [];

  constructor(seeds: readonly Peer[], context: LinkContext) {
    this.#seeds = seeds;
    this.#context = context;
  }

  get links(): readonly BrokerLink[] {
    return this.#links;
  }

  /** Connects to all of them in the background; nothing if that is already so. */
  open(): void {
    if (this.#links.length > 0) return;
    this.#links = this.#seeds.map((seed) => new BrokerLink(seed, this.#context));
  }

  /** Closes those without a waiting request, the others when they are answered. */
  retire(): void {
    const links = this.#links;
    this.#links = [];
    for (const link of links) link.retire();
  }
}
