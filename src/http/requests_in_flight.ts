import type { Peer } from "./peer.ts";

/** Answers one request; hono apps are such handlers. */
export type Handler = (request: Request, peer: Peer) => Response | Promise<Response>;

/** Counts requests whose handler has not answered yet, and can refuse new ones. */
export class RequestsInFlight {
  #count = 0;
  #draining = false;
  readonly #drained = Promise.withResolvers<void>();

  /** The handler, counted. */
  counted(handler: Handler): Handler {
    return async (request, peer) => {
      if (this.#draining) {
        return new Response("shutting down\n", { status: 503, headers: { connection: "close" } });
      }
      this.#count++;
      try {
        return await handler(request, peer);
      } finally {
        this.#count--;
        this.#check();
      }
    };
  }

  /** Refuses new requests from now on; resolves when none is under way. */
  drain(): Promise<void> {
    this.#draining = true;
    this.#check();
    return this.#drained.promise;
  }

  #check(): void {
    if (this.#draining && this.#count === 0) this.#drained.resolve();
  }
}
