import assert from "node:assert/strict";
import { ColumnBlocks } from "../../../src/lag/column_blocks.ts";

Deno.test("columns of one owner share few buffers and no place", () => {
  const blocks = new ColumnBlocks();
  const doubles = Array.from({ length: 100 }, (_, index) => blocks.doubles(index).fill(index));
  const bytes = Array.from({ length: 100 }, (_, index) => blocks.bytes(index).fill(index));
  for (const columns of [doubles, bytes]) {
    for (const [index, column] of columns.entries()) {
      assert.deepEqual([...column], Array(index).fill(index));
    }
    assert.equal(new Set(columns.slice(1).map(({ buffer }) => buffer)).size, 1);
  }
});

Deno.test("columns are zeros, however long", () => {
  const blocks = new ColumnBlocks();
  for (const length of [8_000, 8_000, 100_000, 1]) {
    assert.deepEqual(blocks.doubles(length), new Float64Array(length));
    assert.deepEqual(blocks.bytes(length), new Uint8Array(length));
    blocks.doubles(10).fill(1);
    blocks.bytes(10).fill(1);
  }
});
