import assert from "node:assert/strict";
import { lagOfCommit, offsetLag } from "../../../src/model/offset_lag.ts";
import { INTERVAL_MS, type MadePartition, madeSnapshot, NOW } from "../metrics/make_reading.ts";

const AGE_LIMIT_MS = 3 * INTERVAL_MS;

Deno.test("lag counts from the commit, or from the log's start where that is later", () => {
  assert.equal(offsetLag(40, 0, 100), 60);
  assert.equal(offsetLag(40, 90, 100), 10);
  assert.equal(offsetLag(100, 0, 100), 0);
});

Deno.test("lag is never negative, not even past the log's end or on an emptied log", () => {
  assert.equal(offsetLag(120, 0, 100), 0);
  assert.equal(offsetLag(40, 100, 100), 0);
  assert.equal(offsetLag(40, 130, 100), 0);
});

Deno.test("an unknown log start is left out and any other unknown makes lag unknown", () => {
  assert.equal(offsetLag(40, NaN, 100), 60);
  assert.ok(Number.isNaN(offsetLag(40, 0, NaN)));
  assert.ok(Number.isNaN(offsetLag(NaN, 0, 100)));
});

/** Lag of offset 40, committed at the age, in messages. */
function lag(partition: MadePartition, commitAgeMs = 0, nowMs = NOW): number {
  const snapshot = madeSnapshot({ t: [partition] });
  return lagOfCommit(snapshot, 0, 40, NOW - commitAgeMs, INTERVAL_MS, nowMs);
}

Deno.test("lag needs the log end read after the commit, and within one interval of it", () => {
  assert.equal(lag({ latestReadAtMs: NOW }), 60);
  assert.equal(lag({ latestReadAtMs: NOW }, INTERVAL_MS), 60);
  assert.ok(Number.isNaN(lag({ latestReadAtMs: NOW }, INTERVAL_MS + 1)));
  assert.ok(Number.isNaN(lag({ latestReadAtMs: NOW - 1 })));
  assert.ok(Number.isNaN(lag({ latestReadAtMs: NaN })));
});

Deno.test("lag needs both ends of the log to be fresh", () => {
  assert.equal(lag({}, 0, NOW + AGE_LIMIT_MS), 60);
  assert.ok(Number.isNaN(lag({}, 0, NOW + AGE_LIMIT_MS + 1)));
  assert.ok(Number.isNaN(lag({ earliestReadAtMs: NOW - AGE_LIMIT_MS - 1 })));
  assert.equal(lag({ earliest: NaN, earliestReadAtMs: NaN }), 60);
});
