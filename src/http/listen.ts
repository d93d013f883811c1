import { type Address, formatAddress } from "../runtime/address.ts";
import { withDeadline } from "../runtime/deadline.ts";
import type { Logger } from "../runtime/logger.ts";
import { type Handler, RequestsInFlight } from "./requests_in_flight.ts";

/** Longest wait for answers under way when the listener is shut down, in milliseconds. */
const GRACE_MS = 1_000;
/** Longest wait for connections to close after that. */
const CLOSE_MS = 500;

/** A server that listens. */
export interface Listener {
  /** The address that it really has: the port is known even if 0 was asked for. */
  readonly address: Address;
  /** Takes no more requests, lets answers under way end for a second, then cuts them. */
  shutdown(signal: AbortSignal): Promise<void>;
}

/** The address cannot be listened on. */
export class ListenError extends Error {
  override readonly name = "ListenError";
}

/** A certificate with its chain, and its private key, both PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/**
 * Listens for HTTP, or HTTPS with a certificate, on an address. Throws a ListenError. Nothing is
 * logged per request.
 */
export function listen(
  address: Address,
  handler: Handler,
  logger: Logger,
  certificate?: Certificate,
): Listener {
  const cut = new AbortController();
  const inFlight = new RequestsInFlight();
  const counted = inFlight.counted(handler);
  const server = serveOn(address, counted, cut.signal, logger, certificate);
  const real = { host: server.addr.hostname, port: server.addr.port };
  return {
    address: real,
    shutdown: async (signal) => {
      // The runtime can end gently or cut, but not cut what it has begun to end gently.
      const gently = await endsWithin(inFlight.drain(), GRACE_MS, signal);
      if (!gently) cut.abort();
      await endsWithin(gently ? server.shutdown() : server.finished, CLOSE_MS, signal);
    },
  };
}

function serveOn(
  { host, port }: Address,
  handler: Handler,
  signal: AbortSignal,
  logger: Logger,
  certificate: Certificate | undefined,
): Deno.HttpServer<Deno.NetAddr> {
  const options = {
    ...certificate,
    port,
    signal,
    onListen: () => {},
    onError: (error: unknown) => {
      logger.error("A request failed", { error: String(error) });
      return new Response("internal error\n", { status: 500 });
    },
  };
  const hosts = host === "" ? ["::", "0.0.0.0"] : [host];
  let refused: unknown;
  for (const hostname of hosts) {
    try {
      return Deno.serve({ ...options, hostname }, handler);
    } catch (error) {
      refused = error;
      // A machine without IPv6 refuses `::`; anything else would be refused again.
      if (error instanceof Deno.errors.AddrInUse) break;
    }
  }
  throw new ListenError(
    `Cannot listen on ${formatAddress({ host, port })}: ${reason(refused, certificate)}`,
    { cause: refused },
  );
}

function reason(error: unknown, certificate: Certificate | undefined): string {
  if (error instanceof Deno.errors.AddrInUse) return "another program listens there";
  if (error instanceof Deno.errors.AddrNotAvailable) return "this machine has no such address";
  if (error instanceof Deno.errors.PermissionDenied) return "this user may not use that port";
  const message = error instanceof Error ? error.message : String(error);
  return certificate === undefined ? message : `certificate and key cannot be used: ${message}`;
}

/** Whether a promise settles within `ms` milliseconds and before the signal; never rejects. */
async function endsWithin(
  promise: Promise<unknown>,
  ms: number,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    await withDeadline(() => promise.catch(() => {}), ms, "Closing", signal);
    return true;
  } catch {
    return false;
  }
}
