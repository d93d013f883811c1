import type { Message } from "../../src/kafka/messages/message.ts";

export interface Pong {
  readonly throttleTimeMs: number;
  readonly text: string;
}

/** Names of the API keys that the fakes speak. */
export const PING_KEY = 3;

/** A message of the tests' own: a text goes out, a throttle time and a text come back. */
export const ping: Message<string, Pong> = {
  name: "Ping",
  apiKey: PING_KEY,
  minVersion: 2,
  maxVersion: 9,
  flexibleFrom: 99,
  encode(writer, text) {
    writer.string(text);
  },
  *decode(reader) {
    yield;
    return { throttleTimeMs: reader.int32(), text: reader.string() };
  },
};

/** The body of an answer to a ping. */
export function pong(text: string, throttleTimeMs = 0): Uint8Array {
  const encoded = new TextEncoder().encode(text);
  const body = new Uint8Array(6 + encoded.length);
  const view = new DataView(body.buffer);
  view.setInt32(0, throttleTimeMs);
  view.setInt16(4, encoded.length);
  body.set(encoded, 6);
  return body;
}
