import assert from "node:assert/strict";
import { runPeriodically } from "../../../src/runtime/periodic_task.ts";

const unexpected = (error: unknown) => assert.fail(String(error));

/** Runs a task of the given durations in simulated time; gives the times at which it started. */
async function simulate(
  durationsMs: readonly number[],
  failing: ReadonlySet<number> = new Set(),
  wakesEarlyMs = 0,
) {
  let nowMs = 1_000_000;
  const startMs = nowMs;
  const starts: number[] = [];
  const failures: unknown[] = [];
  const controller = new AbortController();
  await runPeriodically(async () => {
    const run = starts.push(nowMs - startMs) - 1;
    nowMs += durationsMs[run] ?? 0;
    if (starts.length === durationsMs.length) controller.abort();
    await Promise.resolve();
    if (failing.has(run)) throw new Error(`run ${run}`);
  }, {
    intervalMs: 1_000,
    signal: controller.signal,
    onFailure: (error) => failures.push(String(error)),
    nowMs: () => nowMs,
    wait: (ms, signal) => {
      if (!signal.aborted) nowMs += ms - wakesEarlyMs;
      return Promise.resolve();
    },
  });
  return { starts, failures };
}

Deno.test("runs come at once and then at start plus multiples of the interval", async () => {
  assert.deepEqual((await simulate([10, 400, 999, 0])).starts, [0, 1_000, 2_000, 3_000]);
});

Deno.test("ticks that fall into a run are skipped and the alignment stays", async () => {
  assert.deepEqual((await simulate([2_500, 10, 10])).starts, [0, 3_000, 4_000]);
});

Deno.test("a run that ends on a tick is followed by the next one at once", async () => {
  assert.deepEqual((await simulate([2_000, 10])).starts, [0, 2_000]);
});

Deno.test("a timer that wakes early does not make a tick run twice", async () => {
  const { starts } = await simulate([0, 0, 0], new Set(), 0.5);
  assert.deepEqual(starts, [0, 999.5, 1_999.5]);
});

Deno.test("a failure is reported and the next run comes at its time", async () => {
  const { starts, failures } = await simulate([10, 10, 10], new Set([0]));
  assert.deepEqual(starts, [0, 1_000, 2_000]);
  assert.deepEqual(failures, ["Error: run 0"]);
});

Deno.test("a failure after the abort is not reported", async () => {
  assert.deepEqual((await simulate([10, 10], new Set([1]))).failures, []);
});

Deno.test("an abort ends the wait for the next tick at once, with the real timer", async () => {
  const controller = new AbortController();
  const from = performance.now();
  await runPeriodically(() => {
    queueMicrotask(() => controller.abort());
    return Promise.resolve();
  }, { intervalMs: 60_000, signal: controller.signal, onFailure: unexpected });
  assert.ok(performance.now() - from < 5_000);
});

Deno.test("nothing runs when the signal was aborted before", async () => {
  await runPeriodically(() => assert.fail("ran"), {
    intervalMs: 1,
    signal: AbortSignal.abort(),
    onFailure: unexpected,
  });
});
