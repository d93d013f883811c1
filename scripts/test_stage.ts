import { PROJECT_ROOT } from "./project_root.ts";

/** How many tests of a stage passed and failed. */
export interface Outcome {
  readonly passed: number;
  readonly failed: number;
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
    return countTests(await Deno.readTextFile(report), success);
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
export function countTests(junit: string, success: boolean): Outcome {
  const root = /<testsuites\s[^>]*>/.exec(junit)?.[0];
  if (root === undefined) return { passed: 0, failed: 1 };
  const count = (name: string) => Number(new RegExp(`\\s${name}="(\\d+)"`).exec(root)?.[1] ?? 0);
  const ignored = junit.match(/<skipped[\s/>]/g)?.length ?? 0;
  const failed = count("failures") + count("errors") + ignored;
  const total = count("tests");
  if (success && failed === 0 && total > 0) return { passed: total, failed: 0 };
  return { passed: total - failed, failed: Math.max(failed, 1) };
}
