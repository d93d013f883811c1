import { type Address, formatAddress } from "../runtime/address.ts";
import type { Logger } from "../runtime/logger.ts";

/** Longest wait for answers under way when the listener is shut down, in milliseconds. */
const GRACE_MS = 1_000;
/** Longest wait for connections to end after they were cut. */
const CUT_MS = 200;

/** Answers one request; hono apps are such handlers. */
export type Handler = (request: Request) => Response | Promise<Response>;

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

/** Listens for HTTP on an address. Throws a ListenError. Nothing is logged per request. */
export function listen(address: Address, handler: Handler, logger: Logger): Listener {
  const cut = new AbortController();
  const server = serveOn(address, handler, cut.signal, logger);
  const real = { host: server.addr.hostname, port: server.addr.port };
  return {
    address: real,
    shutdown: async (signal) => {
      await firstOf(server.shutdown(), GRACE_MS, signal);
      cut.abort();
      await firstOf(server.finished, CUT_MS, signal);
    },
  };
}

function serveOn(
  { host, port }: Address,
  handler: Handler,
  signal: AbortSignal,
  logger: Logger,
): Deno.HttpServer<Deno.NetAddr> {
  const options = {
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
      return Deno.serve({ ...options, hostname }, (request) => handler(request));
    } catch (error) {
      refused = error;
      // A machine without IPv6 refuses `::`; anything else would be refused again.
      if (error instanceof Deno.errors.AddrInUse) break;
    }
  }
  throw new ListenError(
    `Cannot listen on ${formatAddress({ host, port })}: ${reason(refused)}`,
    { cause: refused },
  );
}

function reason(error: unknown): string {
  if (error instanceof Deno.errors.AddrInUse) return "another program listens there";
  if (error instanceof Deno.errors.AddrNotAvailable) return "this machine has no such address";
  if (error instanceof Deno.errors.PermissionDenied) return "this user may not use that port";
  return error instanceof Error ? error.message : String(error);
}

/** Waits for a promise, at most `ms` milliseconds and until the signal; never rejects. */
async function firstOf(promise: Promise<unknown>, ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const over = Promise.withResolvers<void>();
  const end = () => over.resolve();
  const timer = setTimeout(end, ms);
  signal.addEventListener("abort", end);
  await Promise.race([promise.catch(() => {}), over.promise]);
  clearTimeout(timer);
  signal.removeEventListener("abort", end);
}
