import assert from "node:assert/strict";
import { BackOff } from "../../../src/kafka/back_off.ts";

Deno.test("waits double up to the longest and begin again after a success", () => {
  const backOff = new BackOff(250, 10_000);
  for (const whole of [250, 500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000]) {
    const waitMs = backOff.next();
    assert.ok(waitMs >= whole / 2 && waitMs <= whole, `${waitMs} is not half to all of ${whole}`);
  }
  backOff.reset();
  assert.ok(backOff.next() <= 250);
});
