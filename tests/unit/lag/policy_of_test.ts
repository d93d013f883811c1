import assert from "node:assert/strict";
import { policyOf } from "../../../src/lag/policy_of.ts";
import { ConfigDocument } from "../../../src/settings/config_document.ts";
import { readSettings } from "../../../src/settings/read_settings.ts";

function lagOf(text: string) {
  const result = readSettings({
    flags: {},
    environment: {},
    file: new ConfigDocument({ path: "f.yaml", text }),
  });
  return result.settings?.lag ?? assert.fail(result.problems?.join("\n"));
}

Deno.test("the first pattern that matches a group counts, over what holds for all", () => {
  const policy = policyOf(lagOf(`
lag:
  floor_time: 2m
  groups:
    - { pattern: "^batch-", not_moving_after: 26h }
    - { pattern: "orders", not_moving_after: 1m, worst_severity: warning }
`));
  assert.equal(policy("batch-orders").notMovingMs, 26 * 3_600_000);
  assert.equal(policy("batch-orders").worstSeverity, 3);
  assert.deepEqual(
    [policy("the-orders").notMovingMs, policy("the-orders").worstSeverity],
    [60_000, 2],
  );
  assert.equal(policy("other").notMovingMs, 300_000);
  for (const group of ["batch-orders", "the-orders", "other"]) {
    assert.equal(policy(group).floorMs, 120_000, group);
  }
});

Deno.test("console consumers are worth an information at most, unless groups are set", () => {
  assert.equal(policyOf(lagOf(""))("console-consumer-1234").worstSeverity, 1);
  assert.equal(policyOf(lagOf("lag: { groups: [] }"))("console-consumer-1").worstSeverity, 3);
});
