import assert from "node:assert/strict";
import { learnGap, usualGap } from "../../../src/lag/usual_gap.ts";

const DAY_MS = 86_400_000;

/** The usual gap after these gaps, each with the time that passed. */
function after(...gaps: readonly [gapMs: number, sinceMs: number][]): number {
  const column = new Float32Array(6);
  for (const [gapMs, sinceMs] of gaps) learnGap(column, 3, gapMs, sinceMs);
  assert.deepEqual([...column.subarray(0, 3)], [0, 0, 0], "others' gaps are left alone");
  return usualGap(column, 3);
}

Deno.test("until three gaps were seen nothing is usual", () => {
  assert.ok(Number.isNaN(after([1_000, 1_000], [1_000, 1_000])));
  assert.equal(Math.round(after([1_000, 1_000], [1_000, 1_000], [1_000, 1_000])), 1_000);
});

Deno.test("the third longest is usual: one or two accidents are not", () => {
  const steady = Array.from({ length: 50 }, (): [number, number] => [15_000, 15_000]);
  const accident: [number, number] = [7_200_000, 7_200_000];
  assert.equal(Math.round(after(...steady, accident, ...steady, accident, ...steady)), 15_000);
  const often = after(...steady, accident, ...steady, accident, ...steady, accident);
  assert.ok(often > 7_000_000 && often <= 7_200_000);
});

Deno.test("what is long past fades to half in two weeks", () => {
  const hours = (count: number): [number, number] => [count * 3_600_000, 1_000];
  const usual = after(hours(8), hours(8), hours(8), [1_000, 14 * DAY_MS]);
  assert.ok(Math.abs(usual / 3_600_000 - 4) < 0.01);
});
