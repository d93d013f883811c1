import assert from "node:assert/strict";
import { WorstPartitions } from "../../../../src/alerts/rules/worst_partitions.ts";
import { madeSnapshot } from "../../metrics/make_reading.ts";

const snapshot = madeSnapshot({ a: Array.from({ length: 100 }, () => ({})) });

/** What is kept of these values, of partitions 0, 1, …. */
function worstOf(gravest: "most" | "least", values: readonly number[]) {
  const worst = new WorstPartitions(snapshot, gravest);
  values.forEach((value, partition) => worst.add(value, partition));
  return worst.details;
}

Deno.test("the twenty gravest of many are named, gravest first, and all are counted", () => {
  const values = Array.from({ length: 100 }, (_, index) => index * 37 % 100);
  for (const gravest of ["most", "least"] as const) {
    const { worst, total } = worstOf(gravest, values);
    const sorted = values.toSorted((a, b) => gravest === "most" ? b - a : a - b);
    assert.equal(total, 100);
    assert.deepEqual(worst.map(({ value }) => value), sorted.slice(0, 20));
    for (const { name, value } of worst) assert.equal(name, `a-${values.indexOf(value)}`);
  }
});

Deno.test("of equally grave ones the first are named; what is not known is the least grave", () => {
  assert.deepEqual(worstOf("least", [1, 0, 1, NaN, 0]).worst, [
    { name: "a-1", value: 0 },
    { name: "a-4", value: 0 },
    { name: "a-0", value: 1 },
    { name: "a-2", value: 1 },
    { name: "a-3", value: NaN },
  ]);
  assert.deepEqual(worstOf("most", []), { worst: [], total: 0 });
});
