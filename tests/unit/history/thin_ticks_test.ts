import assert from "node:assert/strict";
import { thinTicks } from "../../../src/history/thin_ticks.ts";

const LIMITS = { newest: 40, older: 80, longestMs: 7 * 86_400_000 };
const INTERVAL_MS = 15_000;

/** The ticks that are kept after so many cycles. */
function after(cycles: number): readonly { readonly atMs: number }[] {
  let ticks: readonly { readonly atMs: number }[] = [];
  for (let cycle = 1; cycle <= cycles; cycle++) {
    const atMs = cycle * INTERVAL_MS;
    ticks = thinTicks([...ticks, { atMs }], atMs, LIMITS);
  }
  return ticks;
}

Deno.test("the newest ticks are all kept, and no more than so many in all", () => {
  const ticks = after(5_000);
  assert.equal(ticks.length, LIMITS.newest + LIMITS.older);
  const newest = ticks.slice(-LIMITS.newest).map(({ atMs }) => atMs);
  assert.deepEqual(newest, newest.map((_, index) => (5_000 - 39 + index) * INTERVAL_MS));
});

Deno.test("ticks of a week are apart by about an eighth of their age at most", () => {
  const ticks = after(8 * 5_760);
  const nowMs = 8 * 5_760 * INTERVAL_MS;
  assert.ok(nowMs - ticks[0]!.atMs > 0.85 * LIMITS.longestMs);
  assert.ok(nowMs - ticks[0]!.atMs <= LIMITS.longestMs);
  const gaps = ticks.slice(1, -LIMITS.newest).map(({ atMs }, index) =>
    (atMs - ticks[index]!.atMs) / (nowMs - atMs)
  );
  assert.ok(Math.max(...gaps) <= 0.135, `${Math.max(...gaps)}`);
});

Deno.test("young histories are kept finer", () => {
  const ticks = after(240);
  const gapsMs = ticks.slice(1).map(({ atMs }, index) => atMs - ticks[index]!.atMs);
  assert.ok(Math.max(...gapsMs) <= 4 * INTERVAL_MS);
});
