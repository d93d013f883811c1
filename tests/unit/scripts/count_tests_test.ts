import assert from "node:assert/strict";
import { countTests } from "../../../scripts/test_stage.ts";

const report = (...cases: readonly string[]) =>
  `<?xml version="1.0"?>\n<testsuites name="deno test"><testsuite name="a_test.ts">${
    cases.map((body) =>
      `<testcase name="a &gt; b" classname="a_test.ts" time="1">${body}</testcase>`
    )
      .join("\n")
  }</testsuite></testsuites>`;
const count = (junit: string, success: boolean) => countTests(junit, success, ["a"]);

Deno.test("a run whose tests all passed counts them", () => {
  assert.deepEqual(count(report("", "", ""), true), { passed: 3, failed: 0, failures: [] });
});

Deno.test("failed, erroneous and ignored tests count as failed, and say where and why", () => {
  const failed = '<failure message="1 &lt; 2">1 &lt; 2\nat a_test.ts:3</failure>';
  const counted = count(report("", failed, "<error>odd</error>", "<skipped/>"), false);
  assert.deepEqual(counted, {
    passed: 1,
    failed: 3,
    failures: [
      "a_test.ts: a > b\n  1 < 2\n  at a_test.ts:3",
      "a_test.ts: a > b\n  odd",
      "a_test.ts: a > b\n  ignored",
    ],
  });
  assert.equal(count(report("", "<skipped/>"), true).failed, 1);
});

Deno.test("a run that failed without a failed test, or ran none, counts as a failure", () => {
  assert.deepEqual(count(report(""), false), {
    passed: 1,
    failed: 1,
    failures: ["a: failed outside of its tests"],
  });
  for (const none of [report(), ""]) {
    assert.deepEqual(count(none, true), { passed: 0, failed: 1, failures: ["a: ran no test"] });
  }
});
