import assert from "node:assert/strict";
import { runAtOnce } from "../../../src/runtime/slices.ts";
import { smallest } from "../../../src/runtime/smallest.ts";

const ascending = (a: number, b: number) => a - b;

Deno.test("the smallest are those that sorting all would give", () => {
  let state = 7;
  const numbers = Array.from({ length: 5_000 }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state % 1_000;
  });
  const sorted = numbers.toSorted(ascending);
  for (const count of [0, 1, 10, 1_000, 4_999, 6_000]) {
    assert.deepEqual(runAtOnce(smallest(numbers, count, ascending)), sorted.slice(0, count));
  }
});
