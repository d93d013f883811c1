import { ensureKafka } from "./setup/kafka_jars.ts";
import { type Outcome, runDeno, runTests } from "./test_stage.ts";

const CHECKED = ["main.ts", "src", "scripts", "tests", "bench"];

/** Format, lint and types, which count as a test each, then the architecture and the unit tests. */
export async function quickGate(): Promise<Outcome[]> {
  // Kafka's own message specifications, which the unit tests read, are in its jar.
  await ensureKafka();
  const format = runDeno(["fmt", "--check", "--quiet"]).then(asOutcome("format"));
  const lint = runDeno(["lint", "--quiet"]).then(asOutcome("lint"));
  const types = runDeno(["check", "--quiet", ...CHECKED]).then(asOutcome("types"));
  const tests = await runTests(["tests/architecture", "tests/unit", "tests/schema"], {
    parallel: true,
    // Some of them wait.
    env: { DENO_JOBS: String(navigator.hardwareConcurrency + 1) },
  });
  return [await format, await lint, await types, tests];
}

const asOutcome = (what: string) => (success: boolean): Outcome => ({
  passed: success ? 1 : 0,
  failed: success ? 0 : 1,
  failures: success ? [] : [what],
});
