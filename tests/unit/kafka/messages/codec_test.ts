import assert from "node:assert/strict";
import { decodeAnswer, encodeRequest } from "../../../../src/kafka/messages/codec.ts";
import type { Message, Throttled } from "../../../../src/kafka/messages/message.ts";
import { DecodeError } from "../../../../src/kafka/wire/decode_error.ts";
import { runAtOnce } from "../../../../src/runtime/slices.ts";

/** A message of one number and a string, flexible from version 1. */
function message(apiKey: number): Message<string, Throttled & { readonly text: string }> {
  return {
    name: "Probe",
    apiKey,
    minVersion: 0,
    maxVersion: 1,
    flexibleFrom: 1,
    encode(writer, request) {
      writer.string(request);
      writer.tags();
    },
    *decode(reader) {
      const answer = { throttleTimeMs: reader.int32(), text: reader.string() };
      yield;
      reader.tags();
      return answer;
    },
  };
}

Deno.test("a request starts with an empty tag buffer only where the version is flexible", () => {
  assert.deepEqual([...encodeRequest(message(3), "a", 0)], [0, 1, 97]);
  assert.deepEqual([...encodeRequest(message(3), "a", 1)], [0, 2, 97, 0]);
});

Deno.test("an answer's header tags are passed over where the version is flexible", () => {
  const answer = { throttleTimeMs: 9, text: "a" };
  const classic = Uint8Array.of(0, 0, 0, 9, 0, 1, 97);
  const flexible = Uint8Array.of(1, 5, 2, 8, 8, 0, 0, 0, 9, 2, 97, 0);
  assert.deepEqual(runAtOnce(decodeAnswer(message(3), classic, 0)), answer);
  assert.deepEqual(runAtOnce(decodeAnswer(message(3), flexible, 1)), answer);
});

Deno.test("the answer of ApiVersions has no header tags in any version", () => {
  const bytes = Uint8Array.of(0, 0, 0, 9, 2, 97, 0);
  assert.equal(runAtOnce(decodeAnswer(message(18), bytes, 1)).text, "a");
});

Deno.test("bytes after the answer are an error that names message, version and offset", () => {
  const bytes = Uint8Array.of(0, 0, 0, 9, 0, 1, 97, 1, 2);
  assert.throws(() => runAtOnce(decodeAnswer(message(3), bytes, 0)), (error) => {
    assert.ok(error instanceof DecodeError);
    assert.ok(error.cause instanceof DecodeError);
    assert.equal(error.offset, 7);
    assert.equal(
      error.message,
      "Cannot decode the answer of Probe version 0 at byte 7: 2 bytes are left over",
    );
    return true;
  });
});

Deno.test("an answer inside a larger buffer is read from where it begins", () => {
  const bytes = Uint8Array.of(255, 255, 0, 0, 0, 9, 0, 1, 97, 255).subarray(2, 9);
  assert.equal(runAtOnce(decodeAnswer(message(3), bytes, 0)).throttleTimeMs, 9);
});

Deno.test("versions that are not implemented are refused", () => {
  const expected = /Cannot use Probe version 2: implemented are 0 to 1/;
  assert.throws(() => encodeRequest(message(3), "a", 2), expected);
  assert.throws(() => runAtOnce(decodeAnswer(message(3), new Uint8Array(), 2)), expected);
});
