import { get } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

/** What is asked for: what Prometheus does, what curl does, and a client of OpenMetrics alone. */
export const KINDS = {
  gzip: { "accept-encoding": "gzip" },
  text: {},
  openMetrics: { "accept": "application/openmetrics-text" },
} as const;
export type Kind = keyof typeof KINDS;

/** Scrapes over a connection of its own; the body as it was sent. */
export function scrapeOnce(url: string, kind: Kind): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    get(`${url}/metrics`, { agent: false, headers: KINDS[kind] }, async (response) => {
      try {
        const chunks: Uint8Array[] = [];
        for await (const chunk of response) chunks.push(chunk);
        if (response.statusCode !== 200) throw new Error(`status ${response.statusCode}`);
        resolve(await new Blob(chunks as Uint8Array<ArrayBuffer>[]).bytes());
      } catch (error) {
        reject(error);
      }
    }).on("error", reject);
  });
}

/** Asks and reads nothing until the connection is closed. */
export async function neverRead(url: string, kind: Kind): Promise<Deno.TcpConn> {
  const { hostname, port } = new URL(url);
  const connection = await Deno.connect({ hostname, port: Number(port) });
  const headers = Object.entries(KINDS[kind]).map(([name, value]) => `${name}: ${value}\r\n`);
  const request = `GET /metrics HTTP/1.1\r\nHost: here\r\n${headers.join("")}\r\n`;
  await connection.write(new TextEncoder().encode(request));
  return connection;
}

/** Asks and reads a little at a time, with pauses; how many bytes of body came of how many promised. */
export async function readSlowly(
  url: string,
  { bytes, pauseMs }: { readonly bytes: number; readonly pauseMs: number },
): Promise<{ readonly came: number; readonly promised: number }> {
  using connection = await neverRead(url, "gzip");
  const buffer = new Uint8Array(bytes);
  let head = "";
  for (let came = NaN, promised = NaN;;) {
    const length = await connection.read(buffer) ?? 0;
    if (Number.isNaN(came)) {
      // Each byte a character, so that lengths are those of bytes.
      head += String.fromCharCode(...buffer.subarray(0, length));
      const end = head.indexOf("\r\n\r\n");
      if (end >= 0) {
        promised = Number(/^content-length: (\d+)\r$/im.exec(head)?.[1]);
        came = head.length - end - 4;
      }
    } else came += length;
    if (length === 0 || came === promised) return { came, promised };
    await sleep(pauseMs);
  }
}
