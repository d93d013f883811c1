import assert from "node:assert/strict";
import { commonVersion } from "../../../src/kafka/common_version.ts";
import { ping } from "../../wire_fakes/ping.ts";

function common(min: number, max: number): number | undefined {
  return commonVersion(new Map([[ping.apiKey, { min, max }]]), ping);
}

Deno.test("the newest version that both sides speak is used", () => {
  assert.equal(common(0, 12), 9);
  assert.equal(common(0, 4), 4);
  assert.equal(common(9, 12), 9);
  assert.equal(common(0, 2), 2);
});

Deno.test("ranges that do not meet have no common version, on either side", () => {
  assert.equal(common(10, 12), undefined);
  assert.equal(common(0, 1), undefined);
  assert.equal(commonVersion(new Map(), ping), undefined);
});
