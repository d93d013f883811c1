import assert from "node:assert/strict";
import { ageText } from "../../../src/web/age_text.ts";

Deno.test("ages are told in the unit that people would choose", () => {
  const cases: [number, string][] = [
    [-5, "0 s"],
    [3_400, "3 s"],
    [119_000, "119 s"],
    [120_000, "2 min"],
    [7_199_000, "120 min"],
    [7_200_000, "2 h"],
    [172_800_000, "2 days"],
  ];
  for (const [ageMs, text] of cases) assert.equal(ageText(ageMs), text);
});
