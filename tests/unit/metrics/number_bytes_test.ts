import assert from "node:assert/strict";
import { NUMBER_BYTES, writeNumber } from "../../../src/metrics/number_bytes.ts";

function written(value: number): string {
  const bytes = new Uint8Array(NUMBER_BYTES + 2);
  const end = writeNumber(bytes, 2, value);
  assert.ok(end - 2 <= NUMBER_BYTES);
  return new TextDecoder().decode(bytes.subarray(2, end));
}

Deno.test("integers up to 2^53 are written as digits", () => {
  const cases: readonly [number, string][] = [
    [0, "0"],
    [-0, "0"],
    [7, "7"],
    [10, "10"],
    [99_999_999, "99999999"],
    [100_000_000, "100000000"],
    [1_000_000_007, "1000000007"],
    [123_456_780_000_000, "123456780000000"],
    [Number.MAX_SAFE_INTEGER, "9007199254740991"],
    [-1, "-1"],
    [Number.MIN_SAFE_INTEGER, "-9007199254740991"],
  ];
  for (const [value, text] of cases) assert.equal(written(value), text);
});

Deno.test("other numbers are written in the shortest form that reads back the same", () => {
  const cases: readonly [number, string][] = [
    [0.1, "0.1"],
    [1767225600.123, "1767225600.123"],
    [2 ** 53, "9007199254740992"],
    [1e21, "1e+21"],
    [5e-324, "5e-324"],
    [-1.7976931348623157e308, "-1.7976931348623157e+308"],
    [Infinity, "+Inf"],
    [-Infinity, "-Inf"],
  ];
  for (const [value, text] of cases) assert.equal(written(value), text);
});

Deno.test("random doubles and integers read back exactly", () => {
  const bits = new DataView(new ArrayBuffer(8));
  for (let round = 0; round < 20_000; round++) {
    crypto.getRandomValues(new Uint8Array(bits.buffer));
    const double = bits.getFloat64(0);
    if (Number.isFinite(double)) assert.equal(Number(written(double)), double);
    const integer = bits.getInt32(0) * 2 ** (round % 22) + bits.getUint8(7);
    assert.equal(written(integer), String(integer));
  }
});
