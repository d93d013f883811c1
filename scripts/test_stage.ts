import { PROJECT_ROOT } from "./project_root.ts";
import { readReport } from "./test_report.ts";

/** How many tests of a stage passed and failed, and what those that failed said. */
export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  readonly failures: readonly string[];
}

/** Runs test files with what they print shown, and counts. An ignored test counts as failed. */
export async function runTests(
  paths: readonly string[],
  options: { readonly parallel?: boolean; readonly env?: Record<string, string> } = {},
): Promise<Outcome> {
  const report = await Deno.makeTempFile({ suffix: ".xml" });
  try {
    const parallel = options.parallel === true ? ["--parallel"] : [];
    const flags = ["-A", "--no-check", `--junit-path=${report}`, ...parallel];
    const success = await runDeno(["test", ...flags, ...paths], options.env);
    return countTests(await Deno.readTextFile(report), success, paths);
  } finally {
    await Deno.remove(report);
  }
}

/** Runs this Deno in the project's folder with what it prints shown; whether it succeeded. */
export async function runDeno(
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<boolean> {
  const { success } = await new Deno.Command(Deno.execPath(), {
    args: [...args],
    cwd: PROJECT_ROOT,
    env,
    stdin: "null",
    stdout: "inherit",
    stderr: "inherit",
  }).spawn().status;
  return success;
}

/** Counts in a JUnit report; a run that failed without a failed test, as a leak, counts as one. */
export function countTests(junit: string, success: boolean, paths: readonly string[]): Outcome {
  const { total, failures } = readReport(junit);
  if (failures.length > 0) {
    return { passed: total - failures.length, failed: failures.length, failures };
  }
  if (success && total > 0) return { passed: total, failed: 0, failures };
  const what = total > 0 ? "failed outside of its tests" : "ran no test";
  return { passed: total, failed: 1, failures: [`${paths.join(" ")}: ${what}`] };
}
