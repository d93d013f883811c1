import { lineSplitter } from "../tests/lab/line_splitter.ts";
import { PROJECT_ROOT } from "./project_root.ts";
import { say } from "./say.ts";
import { readReport } from "./test_report.ts";

/** How many tests of a stage passed and failed, and what those that failed said. */
export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  readonly failures: readonly string[];
}

/** How a run of tests is started. */
export interface TestRun {
  /** Files side by side, as many as there are cores or `DENO_JOBS` says. */
  readonly parallel?: boolean;
  readonly env?: Record<string, string>;
  /** In front of each line that is shown, where others run at the same time. */
  readonly prefix?: string;
}

/** Runs test files with what they print shown, and counts. An ignored test counts as failed. */
export async function runTests(paths: readonly string[], options: TestRun = {}): Promise<Outcome> {
  const report = await Deno.makeTempFile({ suffix: ".xml" });
  try {
    const parallel = options.parallel === true ? ["--parallel"] : [];
    const flags = ["-A", "--no-check", `--junit-path=${report}`, ...parallel];
    const success = await runDeno(["test", ...flags, ...paths], options.env, options.prefix);
    return countTests(await Deno.readTextFile(report), success, paths);
  } finally {
    await Deno.remove(report);
  }
}

/** Runs this Deno in the project's folder with what it prints shown; whether it succeeded. */
export async function runDeno(
  args: readonly string[],
  env: Record<string, string> = {},
  prefix = "",
): Promise<boolean> {
  const shown = prefix === "" ? "inherit" : "piped";
  const child = new Deno.Command(Deno.execPath(), {
    args: [...args],
    cwd: PROJECT_ROOT,
    env,
    stdin: "null",
    stdout: shown,
    stderr: shown,
  }).spawn();
  if (prefix !== "") {
    await Promise.all([showLines(child.stdout, prefix), showLines(child.stderr, prefix)]);
  }
  return (await child.status).success;
}

/** Shows whole lines, so that those of two runs do not mix. */
async function showLines(output: ReadableStream<Uint8Array>, prefix: string): Promise<void> {
  const lines = output.pipeThrough(new TextDecoderStream()).pipeThrough(lineSplitter());
  for await (const line of lines) say(prefix + line);
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
