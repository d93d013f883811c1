/** What the program wrote and how it ended. */
export interface ProgramResult {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A program that should have ended and serves instead must not hold up the tests. */
const DEADLINE_MS = 20_000;

const MAIN = new URL("../../../main.ts", import.meta.url).pathname;

/** Runs the program from source to its end, with only the given environment variables. */
export async function runProgram(
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<ProgramResult> {
  const inherited = ["HOME", "PATH", "DENO_DIR", "XDG_CACHE_HOME"];
  const base = Object.fromEntries(
    inherited.flatMap((name) => {
      const value = Deno.env.get(name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-prompt", "--allow-all", MAIN, ...args],
    env: { ...base, ...env },
    clearEnv: true,
    stdin: "null",
    signal: AbortSignal.timeout(DEADLINE_MS),
  }).output();
  const decoder = new TextDecoder();
  return { code, out: decoder.decode(stdout), err: decoder.decode(stderr) };
}
