import type { Command } from "commander";

/**
 * Rewrites boolean flags as Go programs take them: `--x=true` to `--x`; `--x=false` to `--no-x`, or
 * to nothing where there is no such flag.
 * Flags that take a value, and everything after `--`, stay as they are.
 */
export function normaliseArgs(args: readonly string[], program: Command): string[] {
  const booleans = new Set(["--help", "--version"]);
  for (const { options } of [program, ...program.commands]) {
    for (const option of options) {
      if ((option.isBoolean() || option.negate) && option.long) booleans.add(option.long);
    }
  }
  const end = args.indexOf("--");
  return args.flatMap((arg, index) => {
    const match = /^(--[^=]+)=(true|false)$/.exec(arg);
    if (match?.[1] === undefined || !booleans.has(match[1]) || (end >= 0 && index > end)) {
      return arg;
    }
    if (match[2] === "true") return match[1];
    const negated = match[1].replace("--", "--no-");
    return booleans.has(negated) ? negated : [];
  });
}
