import assert from "node:assert/strict";
import { bytesText, countText, rateText, spanText } from "../../../src/runtime/quantity_text.ts";

const table = (text: (value: number) => string, expected: Readonly<Record<string, number>>) => {
  for (const [told, value] of Object.entries(expected)) assert.equal(text(value), told);
};

Deno.test("counts are written in full below a million", () => {
  table(countText, {
    "0": 0,
    "999": 999,
    "12,345": 12_345,
    "999,999": 999_999,
    "1.00M": 1_000_000,
    "1.23M": 1_234_567,
    "45.7M": 45_678_901,
    "457M": 456_789_012,
    "1.00G": 999_999_999,
    "9.01P": 9.007e15,
  });
});

Deno.test("spans are told in their two largest units", () => {
  table(spanText, {
    "0s": 0,
    "0.1s": 0.01,
    "0.4s": 0.44,
    "1s": 0.96,
    "59s": 59.4,
    "1m": 60,
    "5m10s": 310,
    "59m59s": 3_599,
    "1h": 3_600,
    "2h13m": 7_999,
    "1d": 86_400,
    "3d4h": 274_000,
    "-5m": -300,
  });
});

Deno.test("rates have as many digits as matter", () => {
  table(rateText, {
    "0": 0.001,
    "0.05": 0.05,
    "3.2": 3.2,
    "12.5": 12.5,
    "120": 120.4,
    "12,345": 12_345,
    "2.50M": 2.5e6,
  });
});

Deno.test("bytes are told in binary units", () => {
  table(bytesText, {
    "0 B": 0,
    "1023 B": 1_023,
    "1.00 KiB": 1_024,
    "1.50 MiB": 1.5 * 2 ** 20,
    "20.0 GiB": 20 * 2 ** 30,
    "1.00 TiB": 2 ** 40 - 1,
  });
});
