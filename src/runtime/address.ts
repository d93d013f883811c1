/** A host and a port; an empty host means every address of this machine. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

const HOST_AND_PORT = /^(?:\[(?<v6>[0-9A-Fa-f:.]+)\]|(?<name>[A-Za-z0-9._-]*)):(?<port>\d{1,5})$/;

/**
 * Reads an address to listen on: `:9308`, `127.0.0.1:0`, `[::1]:9308`. Port 0 takes a free one.
 * Throws a RangeError whose message continues a sentence that begins with the value.
 */
export function parseListenAddress(text: string): Address {
  const address = parse(text);
  if (address === undefined) {
    throw new RangeError(
      "is not an address to listen on: write it like :9308, 127.0.0.1:9308 or [::1]:9308",
    );
  }
  if (address.port > 65535) throw new RangeError("has a port above 65535");
  return address;
}

/** Reads a server's address: `localhost:9092`, `[::1]:9092`. Throws as `parseListenAddress`. */
export function parseServerAddress(text: string): Address {
  const address = parse(text);
  if (address === undefined || address.host === "") {
    throw new RangeError("is not HOST:PORT: write it like localhost:9092 or [::1]:9092");
  }
  if (address.port < 1 || address.port > 65535) {
    throw new RangeError("has a port outside 1 to 65535");
  }
  return address;
}

function parse(text: string): Address | undefined {
  const groups = HOST_AND_PORT.exec(text)?.groups;
  if (groups === undefined) return undefined;
  return { host: groups.v6 ?? groups.name ?? "", port: Number(groups.port) };
}

/** The address as it is written, with brackets around an IPv6 host. */
export function formatAddress({ host, port }: Address): string {
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}
