import { environmentName, SETTING_ENTRIES } from "../settings/setting_entries.ts";

/** What the commands touch of the process. */
export interface CliIo {
  /** Writes to standard output. */
  out(text: string): void;
  /** Writes to standard error. */
  err(text: string): void;
  /** The program's own environment variables. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Sets the exit code of the command that ran. */
export type Finish = (exitCode: number) => void;

/** The real process. Reads no environment variable but the program's own. */
export function processIo(): CliIo {
  const environment: Record<string, string> = {};
  for (const name of SETTING_ENTRIES.map(environmentName)) {
    const value = Deno.env.get(name);
    if (value !== undefined) environment[name] = value;
  }
  return {
    out: (text) => writeFully(Deno.stdout, text),
    err: (text) => writeFully(Deno.stderr, text),
    environment,
  };
}

function writeFully(file: { writeSync(bytes: Uint8Array): number }, text: string): void {
  const bytes = new TextEncoder().encode(text);
  try {
    for (let done = 0; done < bytes.length;) done += file.writeSync(bytes.subarray(done));
  } catch (error) {
    // `kafka-sentinel --help | head` closes the pipe early.
    if (!(error instanceof Deno.errors.BrokenPipe)) throw error;
  }
}
