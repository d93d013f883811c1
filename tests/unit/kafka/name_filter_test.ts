import assert from "node:assert/strict";
import { nameFilter } from "../../../src/kafka/name_filter.ts";

Deno.test("patterns may match anywhere in a name, as in kafka_exporter", () => {
  const cases: [include: string, exclude: string, name: string, passes: boolean][] = [
    [".*", "^$", "orders", true],
    [".*", "^$", "", false],
    ["orders", "^$", "my-orders-dlq", true],
    ["^orders$", "^$", "my-orders", false],
    ["^(a|b)-", "-dlq$", "a-x", true],
    ["^(a|b)-", "-dlq$", "a-x-dlq", false],
    [".*", "^__", "__consumer_offsets", false],
    ["^[[:alpha:]]+$", "^$", "abc", true],
    [".*", "^$", "a\nb", true],
    ["(?i)ORDERS", "^$", "orders", true],
  ];
  for (const [include, exclude, name, passes] of cases) {
    assert.equal(nameFilter(include, exclude)(name), passes, `${include} ${exclude} ${name}`);
  }
});

Deno.test("a pattern that would hang a backtracking engine is answered at once", () => {
  const from = performance.now();
  assert.equal(nameFilter("^(a+)+$", "^$")("a".repeat(200) + "b"), false);
  assert.ok(performance.now() - from < 1_000);
});
