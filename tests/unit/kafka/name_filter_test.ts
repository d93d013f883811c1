import assert from "node:assert/strict";
import { checkPattern, nameFilter } from "../../../src/kafka/name_filter.ts";

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

Deno.test("answers stay right when more names come than are cached", () => {
  const filter = nameFilter("[02468]$", "^$", 3);
  for (let round = 0; round < 2; round++) {
    for (let i = 0; i < 10; i++) assert.equal(filter(`t${i}`), i % 2 === 0);
  }
});

Deno.test("a pattern that would hang a backtracking engine is answered at once", () => {
  const from = performance.now();
  assert.equal(nameFilter("^(a+)+$", "^$")("a".repeat(200) + "b"), false);
  assert.ok(performance.now() - from < 1_000);
});

Deno.test("a pattern outside RE2 is refused with its reason", () => {
  assert.equal(checkPattern("^a(b|c)"), "^a(b|c)");
  for (const pattern of ["(", "a(?=b)", "(a)\\1", "[z-a]", "*"]) {
    assert.throws(() => checkPattern(pattern), {
      name: "RangeError",
      message: /^is not a regular expression of the RE2 dialect: ./,
    }, pattern);
  }
});
