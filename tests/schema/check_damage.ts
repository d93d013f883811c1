import assert from "node:assert/strict";
import { decodeAnswer } from "../../src/kafka/messages/codec.ts";
import type { Message } from "../../src/kafka/messages/message.ts";
import { DecodeError } from "../../src/kafka/wire/decode_error.ts";
import { runAtOnce } from "../../src/runtime/slices.ts";
import { answerBytes, versionsOf } from "./check_message.ts";
import { generateBySchema } from "./generate_by_schema.ts";
import { messageSpec } from "./message_spec.ts";
import { Random } from "./random.ts";

const MOST_BYTES = 1500;
/** Largest value of a compact length, in five bytes. */
const HUGE_LENGTH = [0xff, 0xff, 0xff, 0xff, 0x0f];

/** Damaged answers of every version are decode errors that say where, or read to their end. */
export function checkDamage(message: Message<never, unknown>): void {
  for (const version of versionsOf(message)) {
    const about = `${message.name} answers of version ${version}`;
    Deno.test(`${about} that are cut short or too long are decode errors`, () => {
      const bytes = sample(message, version, new Random(3000 + version));
      for (let length = 0; length < bytes.length; length++) {
        assertRefused(message, version, bytes.subarray(0, length));
      }
      assertRefused(message, version, Uint8Array.of(...bytes, 0));
    });

    Deno.test(`${about} with a huge number anywhere are refused or read to the end`, () => {
      const bytes = sample(message, version, new Random(4000 + version));
      for (let at = 0; at + HUGE_LENGTH.length <= bytes.length; at++) {
        const damaged = bytes.slice();
        damaged.set(HUGE_LENGTH, at);
        assertBounded(message, version, damaged);
      }
    });

    Deno.test(`${about} with random bytes are refused or read to the end`, () => {
      const random = new Random(5000 + version);
      const bytes = sample(message, version, random);
      for (let round = 0; round < 1500; round++) {
        const damaged = bytes.slice();
        const flips = 1 + random.below(4);
        for (let flip = 0; flip < flips; flip++) {
          damaged[random.below(damaged.length)] = random.below(256);
        }
        assertBounded(message, version, damaged);
        assertBounded(message, version, random.bytes(random.below(200)));
      }
    });
  }
}

/** A valid answer that has something in it and is short enough to damage at every byte. */
function sample(message: Message<never, unknown>, version: number, random: Random): Uint8Array {
  const spec = messageSpec(`${message.name}Response`);
  for (;;) {
    const value = generateBySchema(spec, version, random);
    const bytes = answerBytes(message, version, value, random);
    if (bytes.length > MOST_BYTES / 5 && bytes.length < MOST_BYTES) return bytes;
  }
}

function decode(message: Message<never, unknown>, version: number, bytes: Uint8Array): unknown {
  return runAtOnce(decodeAnswer(message, bytes, version));
}

function assertRefused(
  message: Message<never, unknown>,
  version: number,
  bytes: Uint8Array,
): void {
  assert.throws(
    () => decode(message, version, bytes),
    (error) => isToldWell(error, message, version, bytes),
  );
}

/** Either every byte was read, which is checked by the decoder, or the error says where it ended. */
function assertBounded(
  message: Message<never, unknown>,
  version: number,
  bytes: Uint8Array,
): void {
  try {
    decode(message, version, bytes);
  } catch (error) {
    assert.ok(isToldWell(error, message, version, bytes));
  }
}

function isToldWell(
  error: unknown,
  message: Message<never, unknown>,
  version: number,
  bytes: Uint8Array,
): boolean {
  if (!(error instanceof DecodeError)) throw error;
  assert.ok(error.offset >= 0 && error.offset <= bytes.length);
  const start = `Cannot decode the answer of ${message.name} version ${version} ` +
    `at byte ${error.offset}: `;
  assert.ok(error.message.startsWith(start), error.message);
  return true;
}
