import assert from "node:assert/strict";
import { soak } from "../../../bench/soak/soak.ts";
import { failuresOf } from "../../../bench/soak/soak_result.ts";
import { say } from "../../../scripts/say.ts";
import { openSharedLab } from "../../lab/shared_lab.ts";

const OPTIONS = { minutes: 3, quietEveryMinutes: 1.5, seed: 5 };

Deno.test("three minutes of faults and churn: no crash, nothing wrong, nothing wrongly gone", async () => {
  await using lab = await openSharedLab();
  const result = await soak({ ...OPTIONS, lab, say });
  assert.deepEqual(failuresOf(result), []);
  assert.ok(result.faults.length > 1, `${result.faults.length} faults`);
  assert.ok(result.quiet.length > 0);
  assert.ok(result.quiet.every(({ partitions }) => partitions >= 44));
  assert.ok(result.judged > 10_000, `${result.judged} values were judged`);
  assert.ok(result.churn.size > 3, `${result.churn.size} kinds of changes were made`);
});
