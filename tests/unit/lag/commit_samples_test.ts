import assert from "node:assert/strict";
import { CommitColumns, SAMPLES } from "../../../src/lag/commit_columns.ts";
import {
  consumeRate,
  dropSamples,
  keepSample,
  readSamples,
  samplesOf,
  takeSample,
} from "../../../src/lag/commit_samples.ts";
import { runAtOnce } from "../../../src/runtime/slices.ts";

const WINDOW_MS = 300_000;
const NOW_MS = Date.UTC(2026, 0, 1);
const ROW = 1;

function moveTo(columns: CommitColumns, atMs: number, offset: number, lagSeconds = NaN): void {
  columns.committed[ROW] = offset;
  columns.movedAtMs[ROW] = atMs;
  takeSample(columns, ROW, atMs, lagSeconds, WINDOW_MS);
}

function blank(): CommitColumns {
  return runAtOnce(CommitColumns.blank(3));
}

Deno.test("of many samples the newest are kept, exactly, however long it goes on", () => {
  const columns = blank();
  const taken = Array.from({ length: 1_000 }, (_, index) => ({
    atMs: NOW_MS + 40_000 * index,
    // Offsets beyond 2^52, of which no smaller number would keep the last digits.
    offset: 2 ** 52 + 16_777_215 * index,
    lagSeconds: index % 97,
  }));
  taken.forEach(({ atMs, offset, lagSeconds }, index) => {
    moveTo(columns, atMs, offset, lagSeconds);
    assert.deepEqual(samplesOf(columns, ROW), taken.slice(0, index + 1).slice(-SAMPLES));
  });
  for (const row of [ROW - 1, ROW + 1]) assert.deepEqual(samplesOf(columns, row), []);
});

Deno.test("a sample that is too near the one before is not taken", () => {
  const columns = blank();
  moveTo(columns, NOW_MS, 10);
  moveTo(columns, NOW_MS + WINDOW_MS / SAMPLES - 1, 20);
  assert.equal(samplesOf(columns, ROW).length, 1);
  moveTo(columns, NOW_MS + WINDOW_MS / SAMPLES, 30);
  assert.deepEqual(samplesOf(columns, ROW).map(({ offset }) => offset), [10, 30]);
});

Deno.test("beyond 32 bits, differences of time and offset are right to seven digits", () => {
  const columns = blank();
  const gapMs = 200 * 86_400_000 + 1;
  const step = 2 ** 40 + 12_345;
  moveTo(columns, NOW_MS, 7);
  moveTo(columns, NOW_MS + gapMs, 7 + step);
  moveTo(columns, NOW_MS + gapMs + 60_000, 7 + step + 600);
  const [first, second, third] = samplesOf(columns, ROW);
  assert.ok(Math.abs(first!.atMs - NOW_MS) < gapMs / 1e7);
  assert.ok(Math.abs(first!.offset - 7) < step / 1e7);
  assert.equal(second!.offset, 7 + step);
  assert.equal(third!.atMs, NOW_MS + gapMs + 60_000);
  const nowMs = third!.atMs;
  assert.equal(
    consumeRate(columns, ROW, nowMs, 60_000),
    10,
    "that they are far away costs nothing",
  );
  const rate = consumeRate(columns, ROW, nowMs, WINDOW_MS);
  const seconds = WINDOW_MS * (1 + 1 / SAMPLES) / 1000;
  assert.ok(Math.abs(rate * seconds / (step + 600) - 1) < 1e-7);
});

Deno.test("the rate is from the first sample that is as old as the window", () => {
  const columns = blank();
  for (let index = 0; index < 30; index++) moveTo(columns, NOW_MS + 60_000 * index, 600 * index);
  const nowMs = NOW_MS + 29 * 60_000;
  assert.equal(consumeRate(columns, ROW, nowMs, WINDOW_MS), 10);
  assert.equal(consumeRate(columns, ROW, nowMs + WINDOW_MS, WINDOW_MS), 0, "it stands");
  assert.ok(Number.isNaN(consumeRate(columns, ROW + 1, nowMs, WINDOW_MS)), "no sample");
});

Deno.test("a ring begins anew after a drop, and lags that are not known are left out", () => {
  const columns = blank();
  for (let index = 0; index < 13; index++) moveTo(columns, NOW_MS + 60_000 * index, index, 1);
  dropSamples(columns, ROW);
  assert.deepEqual(samplesOf(columns, ROW), []);
  moveTo(columns, NOW_MS + 3_600_000, 5);
  moveTo(columns, NOW_MS + 3_660_000, 6, 4);
  const [atMs, lags] = [new Float64Array(8), new Float64Array(8)];
  assert.equal(readSamples(columns, ROW, atMs, lags), 1);
  assert.deepEqual([atMs[0], lags[0]], [NOW_MS + 3_660_000, 4]);
  assert.deepEqual(samplesOf(columns, ROW).map(({ offset }) => offset), [5, 6]);
});

Deno.test("samples go with their commit to other rows", () => {
  const [from, to] = [blank(), blank()];
  for (let index = 0; index < 11; index++) {
    keepSample(from, ROW, { atMs: NOW_MS + index, offset: index, lagSeconds: index });
  }
  to.take(from, ROW, ROW + 1, 1);
  assert.deepEqual(samplesOf(to, ROW + 1), samplesOf(from, ROW));
});

Deno.test("samples are read in their order, in a ring that has gone round, too", () => {
  for (const many of [1, 7, 8, 9, 15, 16, 17, 40]) {
    const columns = blank();
    for (let n = 0; n < many; n++) {
      const lagSeconds = n % 3 === 0 ? NaN : n;
      keepSample(columns, ROW, { atMs: NOW_MS + 60_000 * n, offset: n, lagSeconds });
    }
    const [atMs, lags] = [new Float64Array(8), new Float64Array(8)];
    const count = readSamples(columns, ROW, atMs, lags);
    const known = samplesOf(columns, ROW).filter(({ lagSeconds }) => !Number.isNaN(lagSeconds));
    assert.deepEqual([...lags.subarray(0, count)], known.map(({ lagSeconds }) => lagSeconds));
    assert.deepEqual([...atMs.subarray(0, count)], known.map((sample) => sample.atMs));
  }
});
