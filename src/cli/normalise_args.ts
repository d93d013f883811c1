import type { Command } from "commander";

/**
 * Rewrites boolean flags as Go programs take them: `--x=true` to `--x`; `--x=false` is left out.
 * Flags that take a value, and everything after `--`, stay as they are.
 */
export function normaliseArgs(args: readonly string[], program: Command): string[] {
  const booleans = new Set(["--help", "--version"]);
  for (const { options } of [program, ...program.commands]) {
    for (const option of options) if (option.isBoolean() && option.long) booleans.add(option.long);
  }
  const end = args.indexOf("--");
  return args.flatMap((arg, index) => {
    const match = /^(--[^=]+)=(true|false)$/.exec(arg);
    if (match?.[1] === undefined || !booleans.has(match[1]) || (end >= 0 && index > end)) {
      return arg;
    }
    return match[2] === "true" ? match[1] : [];
  });
}
