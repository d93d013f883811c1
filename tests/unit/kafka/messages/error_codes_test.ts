import assert from "node:assert/strict";
import { ErrorCode, errorName } from "../../../../src/kafka/messages/error_codes.ts";

Deno.test("every code from -1 to 133 has one name", () => {
  const codes = Object.values(ErrorCode).sort((a, b) => a - b);
  assert.deepEqual(codes, Array.from({ length: 135 }, (_, i) => i - 1));
  assert.equal(new Set(codes.map(errorName)).size, 135);
});

Deno.test("codes have Kafka's names and codes of newer brokers keep their number", () => {
  assert.equal(errorName(-1), "UNKNOWN_SERVER_ERROR");
  assert.equal(errorName(0), "NONE");
  assert.equal(errorName(6), "NOT_LEADER_OR_FOLLOWER");
  assert.equal(errorName(69), "GROUP_ID_NOT_FOUND");
  assert.equal(errorName(700), "ERROR_700");
});
