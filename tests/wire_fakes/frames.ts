import { Buffer } from "node:buffer";

const HEADER_BYTES = 14;

/** A request as a broker sees it. */
export interface FakeRequest {
  readonly apiKey: number;
  readonly apiVersion: number;
  readonly correlationId: number;
  readonly body: Uint8Array;
}

/** Takes whole requests off the front of what was received. */
export function takeRequests(received: Buffer): { requests: FakeRequest[]; rest: Buffer } {
  const requests: FakeRequest[] = [];
  let rest = received;
  while (rest.length >= 4 && rest.length >= 4 + rest.readInt32BE(0)) {
    const end = 4 + rest.readInt32BE(0);
    requests.push({
      apiKey: rest.readInt16BE(4),
      apiVersion: rest.readInt16BE(6),
      correlationId: rest.readInt32BE(8),
      body: rest.subarray(HEADER_BYTES + rest.readInt16BE(12), end),
    });
    rest = rest.subarray(end);
  }
  return { requests, rest };
}

/** An answer on the wire: size, correlation id, body. */
export function frame(correlationId: number, body: Uint8Array): Buffer {
  const header = Buffer.alloc(8);
  header.writeInt32BE(4 + body.length, 0);
  header.writeInt32BE(correlationId, 4);
  return Buffer.concat([header, body]);
}

/** The body of an ApiVersions answer, version 2, that offers one range an API key. */
export function apiVersionsBody(
  ranges: ReadonlyMap<number, readonly [number, number]>,
  throttleTimeMs = 0,
): Buffer {
  const body = Buffer.alloc(2 + 4 + 6 * ranges.size + 4);
  body.writeInt32BE(ranges.size, 2);
  let at = 6;
  for (const [apiKey, [min, max]] of ranges) {
    body.writeInt16BE(apiKey, at);
    body.writeInt16BE(min, at + 2);
    body.writeInt16BE(max, at + 4);
    at += 6;
  }
  body.writeInt32BE(throttleTimeMs, at);
  return body;
}
