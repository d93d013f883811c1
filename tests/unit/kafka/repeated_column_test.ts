import assert from "node:assert/strict";
import { RepeatedColumn } from "../../../src/kafka/repeated_column.ts";

function written(before: Int32Array | undefined, values: readonly number[]) {
  let made = 0;
  const column = new RepeatedColumn(before, () => {
    made++;
    return new Int32Array(10);
  });
  for (const value of values) column.push(value);
  return { column: column.finish(), made };
}

Deno.test("a column that comes out as before is the one from before", () => {
  const before = Int32Array.of(3, 1, 2);
  assert.deepEqual(written(before, [3, 1, 2]), { column: before, made: 0 });
  assert.equal(written(before, [3, 1, 2]).column, before);
});

Deno.test("a column that comes out otherwise is a new one, and the old one stays", () => {
  const before = Int32Array.of(3, 1, 2);
  for (const values of [[3, 1], [], [3, 9, 2], [3, 1, 2, 4], [7, 1, 2]]) {
    const { column } = written(before, values);
    assert.deepEqual([...column], values);
    assert.notEqual(column, before);
  }
  assert.deepEqual([...before], [3, 1, 2]);
  assert.deepEqual([...written(undefined, [5]).column], [5]);
  assert.deepEqual([...written(undefined, []).column], []);
});
