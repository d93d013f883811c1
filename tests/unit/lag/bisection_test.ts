import assert from "node:assert/strict";
import { boundsOf, nextTimes, type TimeFact, widthMs } from "../../../src/lag/bisection.ts";

const NOW = 10_000_000;
const fact = (askedMs: number, offset: number, recordMs: number): TimeFact => ({
  askedMs,
  offset,
  recordMs,
});

Deno.test("without answers, the first record of all is asked for, and near a guess", () => {
  const bounds = boundsOf([], 50, 100, NOW);
  assert.ok(Number.isNaN(widthMs(bounds)));
  assert.deepEqual(nextTimes(bounds, 50, NaN), [0]);
  assert.deepEqual(nextTimes(bounds, 50, 4_000_000), [0, 4_000_000]);
});

Deno.test("answers at or below the offset bound the time below, others above", () => {
  const facts = [fact(0, 0, 1_000), fact(500_000, 40, 500_100), fact(800_000, 60, 800_050)];
  const { leastMs, mostMs, leastOffset, mostOffset } = boundsOf(facts, 50, 100, NOW);
  assert.deepEqual([leastMs, mostMs, leastOffset, mostOffset], [500_100, 800_000, 40, 60]);
});

Deno.test("an answer with just the offset is its time", () => {
  const bounds = boundsOf([fact(0, 0, 1_000), fact(700, 50, 720_000)], 50, 100, NOW);
  assert.equal(widthMs(bounds), 0);
  assert.equal(bounds.leastMs, 720_000);
  assert.deepEqual(nextTimes(bounds, 50, NaN), []);
});

Deno.test("an offset below the first record of the log is that record", () => {
  assert.equal(boundsOf([fact(0, 90, 5_000)], 50, 100, NOW).mostMs, 5_000);
});

Deno.test("all records being older tells that this one is", () => {
  const bounds = boundsOf([fact(0, 0, 1_000), fact(900_000, Infinity, NaN)], 50, 100, NOW);
  assert.deepEqual([bounds.leastMs, bounds.mostMs], [1_000, 900_000]);
});

Deno.test("times that do not rise with offsets do not make the width negative", () => {
  const bounds = boundsOf([fact(0, 0, 900_000), fact(100_000, 60, 950_000)], 50, 100, NOW);
  assert.equal(widthMs(bounds), 0);
  assert.deepEqual(nextTimes(bounds, 50, NaN), []);
});

/** Asks until the time is known within a second, and counts the turns. */
function turnsFor(timeOf: (offset: number) => number, count: number, wanted: number): number {
  const facts: TimeFact[] = [];
  const nowMs = timeOf(count - 1) + 60_000;
  for (let turn = 0;; turn++) {
    const bounds = boundsOf(facts, wanted, count, nowMs);
    const times = nextTimes(bounds, wanted, NaN);
    if (times.length === 0) {
      assert.ok(Math.abs((bounds.leastMs + bounds.mostMs) / 2 - timeOf(wanted)) <= 1_000);
      return turn;
    }
    assert.ok(times.length <= 3 && turn < 50);
    for (const askedMs of times) {
      let [low, high] = [0, count];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (timeOf(middle) < askedMs) low = middle + 1;
        else high = middle;
      }
      facts.push(low < count ? fact(askedMs, low, timeOf(low)) : fact(askedMs, Infinity, NaN));
    }
  }
}

const WEEK_MS = 7 * 86_400_000;

Deno.test("records that came evenly over a week are dated in a few turns", () => {
  const timeOf = (offset: number) => offset * WEEK_MS / 1e7;
  for (const wanted of [1, 1_234_567, 9_000_000]) assert.ok(turnsFor(timeOf, 1e7, wanted) <= 6);
});

Deno.test("records that came however unevenly are dated in twenty turns", () => {
  const shapes: ((part: number) => number)[] = [
    (part) => part ** 8,
    (part) => part ** (1 / 8),
    (part) => part < 0.5 ? part / 1e6 : 0.5 + (part - 0.5) / 1e6,
    (part) => (Math.floor(part * 7) + (part * 7 % 1) / 1e4) / 7,
  ];
  for (const shape of shapes) {
    for (const part of [0.01, 0.3, 0.4999, 0.5001, 0.77, 0.99]) {
      const turns = turnsFor((offset) => 1 + shape(offset / 1e7) * WEEK_MS, 1e7, part * 1e7);
      assert.ok(turns <= 20, `${turns}`);
    }
  }
});
