import type { Context } from "hono";

/** What the listener says of a request beside the request itself. */
export interface Peer {
  readonly remoteAddr: Deno.Addr;
}

/** Whether the request comes from this machine itself, as far as the connection tells. */
export function isFromThisMachine({ env }: Context): boolean {
  const { remoteAddr } = (env ?? {}) as Partial<Peer>;
  return remoteAddr?.transport === "tcp" && isLoopback(remoteAddr.hostname);
}

/** Whether a host, as addresses and URLs have it, is this machine's loopback. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || /^\[?(::ffff:)?127(\.\d+){3}\]?$/.test(host) ||
    /^\[?::1\]?$/.test(host);
}
