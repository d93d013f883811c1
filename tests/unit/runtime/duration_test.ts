import assert from "node:assert/strict";
import { durationBetween, formatDuration, parseDuration } from "../../../src/runtime/duration.ts";

Deno.test("durations are read as Go writes them", () => {
  const cases: [string, number][] = [
    ["500ms", 500],
    ["15s", 15_000],
    ["1m30s", 90_000],
    ["1.5h", 5_400_000],
    ["1h0m0.25s", 3_600_250],
    ["0s", 0],
  ];
  for (const [text, ms] of cases) assert.equal(parseDuration(text), ms, text);
});

Deno.test("anything else is refused with what would be right", () => {
  for (const text of ["", "15", "15 s", "-1s", "1d", "s", "1s,", "1S", "0x1s", "NaNs"]) {
    assert.throws(() => parseDuration(text), {
      name: "RangeError",
      message: "is not a duration: write it like 500ms, 15s or 1m30s",
    }, text);
  }
});

Deno.test("bounds are allowed themselves and told when they are passed", () => {
  const parse = durationBetween(100, 60_000);
  assert.equal(parse("100ms"), 100);
  assert.equal(parse("1m"), 60_000);
  for (const text of ["99ms", "61s"]) {
    assert.throws(() => parse(text), /^RangeError: is out of range: it must be from 100ms to 1m$/);
  }
});

Deno.test("formatted durations are read back as the same", () => {
  for (const ms of [0, 1, 999, 1_000, 90_000, 3_600_250, 86_400_000]) {
    assert.equal(parseDuration(formatDuration(ms)), ms);
  }
  assert.equal(formatDuration(90_000), "1m30s");
});
