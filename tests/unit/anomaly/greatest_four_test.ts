import assert from "node:assert/strict";
import { BASELINE_WIDTH } from "../../../src/anomaly/baseline_fields.ts";
import { clearRow, rowCursor } from "../../../src/anomaly/baseline_row.ts";
import { greatestOf, remember, turnWeek, UP } from "../../../src/anomaly/greatest_four.ts";

function emptyRow() {
  const { row } = rowCursor(new Float64Array(BASELINE_WIDTH));
  clearRow(row);
  return row;
}

Deno.test("the fourth greatest counts only if four hours of the day have some", () => {
  const row = emptyRow();
  for (const size of [3, 5, 4, 9]) remember(row, UP, size, 2);
  remember(row, UP, 7, 3);
  remember(row, UP, 2, 12);
  remember(row, UP, 6, 23);
  assert.deepEqual([0, 1, 2, 3].map((rank) => greatestOf(row, UP, rank)), [9, 6, 2, 0]);
  remember(row, UP, 3, 17);
  assert.equal(greatestOf(row, UP, 3), 2);
  remember(row, UP, 4, 20);
  assert.equal(greatestOf(row, UP, 3), 3, "a greater one takes the place of the smallest");
  remember(row, UP, 1, 8);
  assert.equal(greatestOf(row, UP, 3), 3);
});

Deno.test("hours around midnight are near each other, and places never become so", () => {
  const row = emptyRow();
  remember(row, UP, 4, 23);
  remember(row, UP, 5, 0);
  assert.equal(greatestOf(row, UP, 1), 0);
  remember(row, UP, 4, 4);
  remember(row, UP, 4, 6);
  remember(row, UP, 6, 5);
  assert.deepEqual([0, 1, 2].map((rank) => greatestOf(row, UP, rank)), [6, 5, 4]);
});

Deno.test("a week is remembered for a week longer, then forgotten", () => {
  const row = emptyRow();
  for (const [size, hour] of [[4, 1], [5, 9], [6, 17]] as const) remember(row, UP, size, hour);
  turnWeek(row, UP);
  assert.equal(greatestOf(row, UP, 2), 4);
  remember(row, UP, 7, 1);
  assert.equal(greatestOf(row, UP, 2), 5, "the same hour counts once");
  turnWeek(row, UP);
  assert.deepEqual([greatestOf(row, UP, 0), greatestOf(row, UP, 1)], [7, 0]);
});
