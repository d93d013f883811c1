import assert from "node:assert/strict";
import { CommitColumns } from "../../../src/lag/commit_columns.ts";
import { runAtOnce } from "../../../src/runtime/slices.ts";

const MANY = 200_000;

Deno.test("nothing is known of any commit in blank columns, also beyond the first step", () => {
  const columns = runAtOnce(CommitColumns.blank(MANY));
  const { committed, movedAtMs, rewoundFrom, lostUpTo, lagSeconds } = columns;
  for (const column of [committed, movedAtMs, rewoundFrom, lostUpTo, lagSeconds]) {
    assert.equal(column.length, MANY);
    assert(column.every(Number.isNaN));
  }
  assert(columns.sampleCount.every((count) => count === 0));
});

Deno.test("large columns are made in more than one step", () => {
  const work = CommitColumns.blank(MANY);
  let steps = 0;
  while (!work.next().done) steps++;
  assert.equal(steps, 7 + 5 + 1 + 5 * Math.ceil(MANY / 65_536));
});
