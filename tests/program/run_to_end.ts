import { programCommand } from "./program_command.ts";

/** What a command of the program wrote, and how it ended. */
export interface EndedCommand {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command of the program, from source or of the binary, to its end. */
export async function runToEnd(
  args: readonly string[],
  deadlineMs = 60_000,
): Promise<EndedCommand> {
  const [command, ...flags] = programCommand();
  const { code, stdout, stderr } = await new Deno.Command(command!, {
    args: [...flags, ...args],
    stdin: "null",
    signal: AbortSignal.timeout(deadlineMs),
  }).output();
  const decoder = new TextDecoder();
  return { code, out: decoder.decode(stdout), err: decoder.decode(stderr) };
}
