import type { Address } from "../runtime/address.ts";

const EVERY_ADDRESS = new Set(["", "0.0.0.0", "::"]);

/**
 * Where who asked for this URL finds the lag monitor; undefined when it is off, on a port that only
 * the log knows, or on an address that is not known to reach them.
 */
export function lagMonitorUrl(asked: string, lag: Address | undefined): string | undefined {
  if (lag === undefined || lag.port === 0) return undefined;
  const url = new URL("/", asked);
  const here = url.hostname.replace(/^\[(.*)\]$/, "$1");
  if (!EVERY_ADDRESS.has(lag.host) && lag.host !== here) return undefined;
  url.port = String(lag.port);
  return url.href.slice(url.protocol.length);
}
