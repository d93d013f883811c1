import assert from "node:assert/strict";
import { BASELINE_WIDTH } from "../../../src/anomaly/baseline_fields.ts";
import { BaselineDraft, type Baselines, noBaselines } from "../../../src/anomaly/baselines.ts";
import { CELL_BYTES, NO_HOURS } from "../../../src/anomaly/hour_cells.ts";
import { judgeRates } from "../../../src/anomaly/judge_rates.ts";
import { runAtOnce } from "../../../src/runtime/slices.ts";
import { HOUR, INTERVAL_MS, MONDAY, NORMAL, TIMES } from "./simulated_topic.ts";

/** Baselines of these topics at the end of some hours in which they were as usual. */
function learned(names: readonly string[], hours: number): Baselines {
  let baselines: Baselines | undefined;
  for (let nowMs = MONDAY; nowMs < MONDAY + hours * HOUR; nowMs += INTERVAL_MS) {
    const readings = names.map((topic) => ({
      ...{ topic, topicId: undefined, isNew: false, internal: false },
      ...{ rate: 10, elapsedMs: INTERVAL_MS },
    }));
    baselines = runAtOnce(judgeRates(baselines, readings, () => NORMAL, TIMES, nowMs)).next;
  }
  return baselines!;
}

/** The baselines with further topics. */
function withTopics(baselines: Baselines, names: readonly string[]): Baselines {
  const draft = new BaselineDraft(baselines);
  draft.add(names.map((name) => ({ name, topicId: undefined })));
  return draft.finish();
}

Deno.test("a topic that comes moves no hours of others, and has room for its numbers", () => {
  const before = learned(["a", "b"], 3);
  const after = withTopics(before, ["c"]);
  assert.deepEqual(after.cells.map((cells, at) => cells === (before.cells[at] ?? NO_HOURS)), [
    true,
    true,
    true,
  ]);
  assert.equal(after.values.length, before.values.length);
  assert.notEqual(after.values, before.values);
  assert.deepEqual(
    after.values.subarray(2 * BASELINE_WIDTH, 3 * BASELINE_WIDTH).some(Boolean),
    false,
  );
});

Deno.test("numbers of many topics that come are kept with those that were there", () => {
  const before = learned(["a", "b"], 3);
  const after = withTopics(before, Array.from({ length: 1_000 }, (_, index) => `more-${index}`));
  const width = BASELINE_WIDTH;
  assert.deepEqual(after.values.slice(0, 2 * width), before.values.slice(0, 2 * width));
  assert.ok(after.values.length >= 1_002 * width);
  assert.equal(after.values.subarray(2 * width).some(Boolean), false);
  assert.equal(after.cells.length, 1_002);
});

Deno.test("a topic that is another of its name has no hours, and topics without them share none", () => {
  const before = learned(["a", "b"], 3);
  const draft = new BaselineDraft(before);
  draft.replace(0, { name: "a", topicId: "another" });
  const after = draft.finish();
  assert.equal(after.cells[0], NO_HOURS);
  assert.equal(after.cells[1], before.cells[1]);
  const later = learned(["a"], 3);
  assert.notEqual(later.cells[0], NO_HOURS);
  assert.deepEqual(NO_HOURS, new Uint8Array(CELL_BYTES));
  assert.deepEqual(noBaselines(1).cells, []);
});

Deno.test("numbers that are not read any more are written over, where they are as many", () => {
  const [first, second] = [learned(["a", "b"], 3), learned(["a", "b"], 4)];
  const copy = first.values.slice();
  const next = new BaselineDraft(first, second.values).finish();
  assert.equal(next.values, second.values);
  assert.deepEqual(next.values, copy);
  const many = withTopics(first, Array.from({ length: 1_000 }, (_, index) => `more-${index}`));
  const other = new BaselineDraft(first, many.values).finish();
  assert.notEqual(other.values, many.values);
  assert.deepEqual([other.values, first.values], [copy, copy]);
});
