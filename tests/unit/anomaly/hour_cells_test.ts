import assert from "node:assert/strict";
import {
  CELL_BYTES,
  forgetHour,
  HOURS,
  NO_HOURS,
  usualRange,
  WEEK_HOURS,
  writeHour,
} from "../../../src/anomaly/hour_cells.ts";

const NOW = 480_000;
/** Half of the step of a byte. */
const NEAR = 0.5 / 12.7 + 1e-9;

function near(actual: number, expected: number): void {
  const isNear = Math.abs(actual - expected) <= NEAR ||
    (actual !== actual && expected !== expected);
  assert.ok(isNear, `${actual} is not ${expected}`);
}

/** Cells of a topic that has these hours: hours before now, low, middle, high. */
function cellsOf(hours: readonly (readonly [number, number, number, number])[]): Uint8Array {
  const cells = new Uint8Array(CELL_BYTES);
  for (const [before, low, middle, high] of hours) {
    writeHour(cells, NOW - before, { low, middle, high });
  }
  return cells;
}

Deno.test("of nothing known the range is not known", () => {
  const nothing = { low: NaN, middle: NaN, high: NaN };
  assert.deepEqual(usualRange(cellsOf([]), NOW), nothing);
  assert.deepEqual(usualRange(NO_HOURS, NOW), nothing);
});

Deno.test("one week is told by its days, with the hours around", () => {
  const cells = cellsOf([[24, 3, 4, 5], [47, 2, 4, 4.5], [73, 4, 4, 7], [50, 0, 0, 9]]);
  const { low, middle, high } = usualRange(cells, NOW);
  near(low, 2);
  near(high, 7);
  near(middle, NaN);
});

Deno.test("two weeks are told by the hour of the week", () => {
  const cells = cellsOf([[24, 0, 5, 9], [WEEK_HOURS, 3, 4, 5], [2 * WEEK_HOURS, 2, 3, 7]]);
  const { low, middle, high } = usualRange(cells, NOW);
  near(low, 2);
  near(middle, 3.5);
  near(high, 7);
});

Deno.test("of three and four weeks an odd one does not count", () => {
  const three = [1, 2, 3].map((week) =>
    [week * WEEK_HOURS, week === 2 ? 0 : 3, 4 + week / 10, week === 2 ? 9 : 5] as const
  );
  const odd = usualRange(cellsOf(three), NOW);
  near(odd.low, 3);
  near(odd.middle, 4.2);
  near(odd.high, 5);
  const four = usualRange(cellsOf([...three, [4 * WEEK_HOURS + 1, 1, 8, 6]]), NOW);
  near(four.low, 1);
  near(four.high, 6);
  near(four.middle, 4.2);
});

Deno.test("an hour is overwritten after four weeks, and can be forgotten", () => {
  const cells = cellsOf([[24, 3, 4, 5]]);
  forgetHour(cells, NOW - 24);
  near(usualRange(cells, NOW).low, NaN);
  writeHour(cells, NOW - 24 + HOURS, { low: 1, middle: 1, high: 1 });
  near(usualRange(cells, NOW).low, 1);
  near(usualRange(cellsOf([[24, 0, 99, 99]]), NOW).high, 20);
});
