import assert from "node:assert/strict";
import { ColumnSlab } from "../../../../src/kafka/messages/column_slab.ts";
import { Random } from "../../../schema/random.ts";

Deno.test("columns begin as zeros and never overlap, whatever their lengths", () => {
  const random = new Random(1);
  const slab = new ColumnSlab();
  const columns = Array.from({ length: 3000 }, (_, index) => {
    const length = random.pick([0, 1, 2, 3, 50, 51, 5000]);
    const column = [slab.int16(length), slab.int32(length), slab.float64(length)][index % 3]!;
    assert.equal(column.length, length);
    assert.ok(column.every((item) => item === 0));
    return column.fill(index);
  });
  columns.forEach((column, index) => assert.ok(column.every((item) => item === index)));
});
