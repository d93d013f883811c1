import assert from "node:assert/strict";
import { murmur2, partitionOf } from "../../../src/kafka/murmur2.ts";

/** From Kafka's own test of `Utils.murmur2`. */
const KNOWN: readonly [string, number][] = [
  ["21", -973932308],
  ["foobar", -790332482],
  ["a-little-bit-long-string", -985981536],
  ["a-little-bit-longer-string", -1486304829],
  ["lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8", -58897971],
  ["abc", 479470107],
];

Deno.test("keys are hashed as Kafka's clients do", () => {
  for (const [key, hash] of KNOWN) assert.equal(murmur2(new TextEncoder().encode(key)), hash, key);
});

Deno.test("a key has the partition that Kafka's clients give it", () => {
  // The sign bit is cut off, not turned: 0x7fffffff & -973932308 is 1173551340.
  assert.equal(partitionOf("21", 7), 1173551340 % 7);
  assert.equal(partitionOf("anything", 1), 0);
});
