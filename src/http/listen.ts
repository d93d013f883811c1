import { type Address, formatAddress } from "../runtime/address.ts";
import { withDeadline } from "../runtime/deadline.ts";
import type { Logger } from "../runtime/logger.ts";
import { sleep } from "../runtime/sleep.ts";
import { NotTaken } from "./paced_body.ts";
import { type Handler, RequestsInFlight } from "./requests_in_flight.ts";

/** Longest wait for answers under way when the listener is shut down, in milliseconds. */
const GRACE_MS = 1_000;
/** Longest wait for connections to close after that. */
const CLOSE_MS = 500;
/** Longest wait for an address to be free again, and time between attempts, in milliseconds. */
const FREE_WITHIN_MS = 5_000;
const FREE_AGAIN_MS = 10;

/** A free port where only this machine gets. */
const ANYWHERE: Address = { host: "127.0.0.1", port: 0 };

/** A server that listens. */
export interface Listener {
  /** The address that it really has: the port is known even if 0 was asked for. */
  readonly address: Address;
  /**
   * Serves new connections with another certificate, lets those that there are end, and resolves
   * when it listens again, after some milliseconds. Rejects with a ListenError; the certificate is
   * tried first, so that one that cannot be used changes nothing.
   */
  renew(certificate: Certificate, signal: AbortSignal): Promise<void>;
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
  const open = (where: Address, renewed = certificate) =>
    serveOn(where, counted, cut.signal, logger, renewed);
  let server = open(address);
  const real = { host: server.addr.hostname, port: server.addr.port };
  return {
    address: real,
    renew: async (renewed, signal) => {
      void open(ANYWHERE, renewed).shutdown();
      // It may be down already, if the address was taken when this was tried before.
      void server.shutdown().catch(() => {});
      server = await whenFree(() => open(real, renewed), signal);
    },
    shutdown: async (signal) => {
      // The runtime can end gently or cut, but not cut what it has begun to end gently.
      const gently = await endsWithin(inFlight.drain(), GRACE_MS, signal);
      if (!gently) cut.abort();
      await endsWithin(gently ? server.shutdown() : server.finished, CLOSE_MS, signal);
    },
  };
}

async function whenFree<T>(open: () => T, signal: AbortSignal): Promise<T> {
  const end = performance.now() + FREE_WITHIN_MS;
  for (;;) {
    try {
      return open();
    } catch (error) {
      const isTaken = error instanceof ListenError && error.cause instanceof Deno.errors.AddrInUse;
      if (!isTaken || signal.aborted || performance.now() > end) throw error;
      await sleep(FREE_AGAIN_MS, signal);
    }
  }
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
      // The answer has begun, so that this one is not sent: the connection ends.
      if (error instanceof NotTaken) logger.warn(error.message);
      else logger.error("A request failed", { error: String(error) });
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
