import type { Peer } from "./errors.ts";

/** Reads a bootstrap server: `host:port`, IPv6 addresses in brackets. Throws if it is not one. */
export function parseSeed(text: string): Peer {
  const match = /^(?:\[([\w:.%]+)\]|([^\s:[\]/]+)):(\d{1,5})$/.exec(text);
  const host = match?.[1] ?? match?.[2];
  const port = Number(match?.[3]);
  if (host === undefined || port < 1 || port > 65_535) {
    throw new Error(
      `Not a Kafka server: ${JSON.stringify(text)}. Expected host:port, such as ` +
        `kafka-1.example.com:9092 or [::1]:9092`,
    );
  }
  return { id: undefined, host, port };
}
