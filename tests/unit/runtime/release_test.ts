import assert from "node:assert/strict";
import { release } from "../../../src/runtime/release.ts";

Deno.test("released arrays are empty, also others on their buffer", () => {
  const whole = new Float64Array(10_000);
  const part = whole.subarray(100);
  release(part, undefined, whole);
  assert.deepEqual([whole.length, part.length], [0, 0]);
});

Deno.test("small arrays stay as they are", () => {
  const small = Int32Array.of(1, 2, 3);
  release(small);
  assert.deepEqual([...small], [1, 2, 3]);
});
