import type { CliIo, TerminalSize } from "../../../src/cli/cli_io.ts";
import { runCli } from "../../../src/cli/run_cli.ts";
import type { ProgramResult } from "./run_program.ts";

/** What the command finds around it; nothing without it. */
export interface Surroundings {
  readonly environment?: CliIo["environment"];
  readonly terminal?: TerminalSize;
}

/** Runs a command in this process and gives what it wrote. */
export async function runInProcess(
  args: readonly string[],
  { environment = {}, terminal }: Surroundings = {},
): Promise<ProgramResult> {
  let [out, err] = ["", ""];
  const code = await runCli(args, {
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    terminal: () => terminal,
    environment,
  });
  return { code, out, err };
}
