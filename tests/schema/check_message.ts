import assert from "node:assert/strict";
import { decodeAnswer, encodeRequest } from "../../src/kafka/messages/codec.ts";
import type { Message } from "../../src/kafka/messages/message.ts";
import { runAtOnce } from "../../src/runtime/slices.ts";
import { decodeBySchema } from "./decode_by_schema.ts";
import { encodeBySchema } from "./encode_by_schema.ts";
import { generateBySchema } from "./generate_by_schema.ts";
import { messageSpec } from "./message_spec.ts";
import { messagesOfSmallestItems } from "./smallest_items.ts";
import { Random } from "./random.ts";
import type { Struct } from "./schema_types.ts";

const ROUNDS = 150;

/** The versions of a message that are implemented. */
export function versionsOf(message: Message<never, unknown>): number[] {
  const { minVersion, maxVersion } = message;
  return Array.from({ length: maxVersion - minVersion + 1 }, (_, i) => minVersion + i);
}

/** An answer's bytes after the correlation id: header tags, then the body. */
export function answerBytes(
  message: Message<never, unknown>,
  version: number,
  value: Struct,
  random: Random,
): Uint8Array {
  const unknownTags = () =>
    Array.from({ length: random.pick([0, 0, 0, 1, 2]) }, (_, i) => ({
      tag: 100 + 50 * i,
      bytes: random.bytes(random.pick([0, 3, 200])),
    }));
  const spec = messageSpec(`${message.name}Response`);
  const body = encodeBySchema(spec, version, value, unknownTags);
  const bytes = new Uint8Array(1 + body.length);
  bytes.set(body, 1);
  return bytes;
}

/** Answers written by Kafka's specification are read as they were written. */
export function checkAnswers<A>(
  message: Message<never, A>,
  expected: (value: Struct, version: number) => A,
): void {
  const spec = messageSpec(`${message.name}Response`);
  for (const version of versionsOf(message)) {
    Deno.test(`${message.name} answers of version ${version} are read as specified`, () => {
      const random = new Random(1000 + version);
      for (let round = 0; round < ROUNDS; round++) {
        const value = generateBySchema(spec, version, random);
        const bytes = answerBytes(message, version, value, random);
        assert.deepEqual(
          runAtOnce(decodeAnswer(message, bytes, version)),
          expected(value, version),
        );
      }
    });

    if (!spec.fields.some(({ type }) => type.startsWith("[]"))) continue;
    Deno.test(`${message.name} answers of version ${version} may have the smallest items`, () => {
      const values = messagesOfSmallestItems(spec, version);
      assert.ok(values.length > 0);
      for (const value of values) {
        const body = encodeBySchema(spec, version, value);
        const bytes = Uint8Array.of(0, ...body);
        const answer = runAtOnce(decodeAnswer(message, bytes, version));
        const read = decodeBySchema(spec, version, body);
        assert.deepEqual(answer, expected(read, version));
      }
    });
  }
}

/** Requests are read by Kafka's specification as they were meant. */
export function checkRequests<Q>(
  message: Message<Q, unknown>,
  generate: (random: Random, version: number) => Q,
  expected: (request: Q, version: number) => Struct,
): void {
  const spec = messageSpec(`${message.name}Request`);
  for (const version of versionsOf(message)) {
    Deno.test(`${message.name} requests of version ${version} are written as specified`, () => {
      assert.equal(spec.apiKey, message.apiKey);
      assert.equal(spec.flexibleVersions, `${message.flexibleFrom}+`);
      const random = new Random(2000 + version);
      for (let round = 0; round < ROUNDS; round++) {
        const request = generate(random, version);
        const bytes = encodeRequest(message, request, version);
        assert.equal(bytes[0], 0, "the request header ends in an empty tag buffer");
        assert.deepEqual(
          decodeBySchema(spec, version, bytes.subarray(1)),
          expected(request, version),
        );
      }
    });
  }
}
