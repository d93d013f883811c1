import assert from "node:assert/strict";
import { countTests } from "../../../scripts/test_stage.ts";

const report = (counts: string, body = "") =>
  `<?xml version="1.0"?>\n<testsuites name="deno test" ${counts} time="1.2">${body}</testsuites>`;

Deno.test("a run whose tests all passed counts them", () => {
  const counted = countTests(report('tests="7" failures="0" errors="0"'), true);
  assert.deepEqual(counted, { passed: 7, failed: 0 });
});

Deno.test("failed, erroneous and ignored tests count as failed", () => {
  const junit = report('tests="7" failures="1" errors="1"', "<testcase><skipped/></testcase>");
  assert.deepEqual(countTests(junit, false), { passed: 4, failed: 3 });
  const ignored = report('tests="2" failures="0" errors="0"', "<testcase><skipped/></testcase>");
  assert.deepEqual(countTests(ignored, true), { passed: 1, failed: 1 });
});

Deno.test("a run that failed without a failed test, or ran none, counts as a failure", () => {
  assert.equal(countTests(report('tests="7" failures="0" errors="0"'), false).failed, 1);
  assert.equal(countTests(report('tests="0" failures="0" errors="0"'), true).failed, 1);
  assert.deepEqual(countTests("", true), { passed: 0, failed: 1 });
});
