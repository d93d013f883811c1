import assert from "node:assert/strict";
import type { JvmSample } from "../../../src/jvm/jvm_sample.ts";
import {
  EMPTY_WINDOW,
  type JvmWindow,
  toReading,
  withFailure,
  withSample,
} from "../../../src/jvm/jvm_window.ts";

const OPTIONS = { intervalMs: 30_000, windowMs: 300_000 };
const ENDPOINT = {
  url: "http://kafka-1:7071/metrics",
  instance: "kafka-1",
  cluster: "prod",
  timeoutMs: 1_000,
  login: undefined,
};
const START = Date.UTC(2026, 0, 1);

function sample(more: Partial<JvmSample> = {}): JvmSample {
  return {
    startedAtSeconds: 1.7e9,
    heapUsedBytes: 50,
    heapMaxBytes: 100,
    oldAfterCollectionBytes: 30,
    oldMaxBytes: 60,
    pauseSeconds: 1,
    ...more,
  };
}

/** Takes a sample every 30 s; undefined is a reading that failed. */
function watch(
  samples: readonly (JvmSample | undefined)[],
  from: JvmWindow = EMPTY_WINDOW,
  at = 0,
) {
  return samples.reduce(
    (window, each, index) =>
      each === undefined
        ? withFailure(window, "refused")
        : withSample(window, each, START + (at + index) * 30_000, OPTIONS),
    from,
  );
}

const read = (window: JvmWindow, index: number) =>
  toReading(window, ENDPOINT, START + index * 30_000, OPTIONS);
const many = (count: number, of: (index: number) => JvmSample | undefined) =>
  Array.from({ length: count }, (_, index) => of(index));

Deno.test("what one sample tells is known at once, what needs the window only with it", () => {
  const first = read(watch([sample()]), 0);
  assert.deepEqual(first, {
    instance: "kafka-1",
    url: ENDPOINT.url,
    cluster: "prod",
    readAtMs: START,
    error: undefined,
    heapAfterCollectionRatio: 0.5,
    heapTroughRatio: NaN,
    gcTimeRatio: NaN,
    heapUsedBytes: 50,
    heapMaxBytes: 100,
  });
  const almost = read(watch(many(10, () => sample())), 9);
  assert.ok(Number.isNaN(almost.heapTroughRatio) && Number.isNaN(almost.gcTimeRatio));
  const covered = read(watch(many(11, () => sample())), 10);
  assert.deepEqual([covered.heapTroughRatio, covered.gcTimeRatio], [0.5, 0]);
});

Deno.test("the window is covered by a reading that comes a little early", () => {
  const early = START + 300_000 - 50;
  const window = withSample(watch(many(10, () => sample())), sample(), early, OPTIONS);
  assert.equal(toReading(window, ENDPOINT, early, OPTIONS).heapTroughRatio, 0.5);
});

Deno.test("the trough is the least use in the window, and leaves with it", () => {
  const saw = many(40, (index) => sample({ heapUsedBytes: index === 15 ? 20 : 90 }));
  assert.equal(read(watch(saw.slice(0, 20)), 19).heapTroughRatio, 0.2);
  assert.equal(read(watch(saw), 39).heapTroughRatio, 0.9);
  assert.ok(watch(saw).samples.length <= 12);
});

Deno.test("time in collections is a share of the window's time", () => {
  const busy = many(30, (index) => sample({ pauseSeconds: index * 6 }));
  assert.equal(read(watch(busy), 29).gcTimeRatio, 0.2);
});

Deno.test("a process that was started again begins a window of its own", () => {
  const before = many(20, () => sample({ pauseSeconds: 500, heapUsedBytes: 95 }));
  for (const again of [{ startedAtSeconds: 1.8e9 }, { pauseSeconds: 0.1 }]) {
    const window = watch([...before, sample({ pauseSeconds: 500, ...again })]);
    const reading = read(window, 20);
    assert.equal(window.samples.length, 1);
    assert.ok(Number.isNaN(reading.gcTimeRatio) && Number.isNaN(reading.heapTroughRatio));
    assert.equal(reading.heapUsedBytes, 50);
  }
});

Deno.test("failed readings are told at once, and make everything unknown after three intervals", () => {
  const whole = watch(many(11, () => sample()));
  const failed = watch([undefined], whole);
  const soon = read(failed, 13);
  assert.deepEqual([soon.error, soon.heapUsedBytes, soon.heapTroughRatio], ["refused", 50, 0.5]);
  const late = toReading(failed, ENDPOINT, START + 13 * 30_000 + 1, OPTIONS);
  assert.ok(
    [late.heapUsedBytes, late.heapTroughRatio, late.heapAfterCollectionRatio, late.gcTimeRatio]
      .every(Number.isNaN),
  );
  assert.equal(late.readAtMs, START + 300_000);
  assert.ok(Number.isNaN(read(watch([undefined]), 0).readAtMs));
});

Deno.test("few samples in a window tell no trough, since all may be peaks", () => {
  const gap = many(15, (index) => index > 1 && index < 11 ? undefined : sample());
  const reading = read(watch(gap), 14);
  assert.ok(Number.isNaN(reading.heapTroughRatio));
  assert.equal(reading.gcTimeRatio, 0);
});

Deno.test("a clock that goes back begins anew", () => {
  const whole = watch(many(11, () => sample()));
  assert.equal(withSample(whole, sample(), START, OPTIONS).samples.length, 1);
});
