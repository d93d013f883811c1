import { say } from "./say.ts";
import type { Outcome } from "./test_stage.ts";

/** Ends the process after what failed and the line that counts all tests, with 1 if any failed. */
export function conclude(outcomes: readonly Outcome[]): never {
  const passed = outcomes.reduce((sum, each) => sum + each.passed, 0);
  const failed = outcomes.reduce((sum, each) => sum + each.failed, 0);
  for (const each of outcomes) for (const failure of each.failures) say(`FAILED ${failure}`);
  Deno.stdout.writeSync(new TextEncoder().encode(`${passed} passed, ${failed} failed\n`));
  Deno.exit(failed === 0 ? 0 : 1);
}
