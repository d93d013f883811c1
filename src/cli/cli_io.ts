/** What the commands touch of the process. */
export interface CliIo {
  /** Writes to standard output. */
  out(text: string): void;
  /** Writes to standard error. */
  err(text: string): void;
  /** The size of the terminal that standard output is; undefined if it is none. */
  terminal(): TerminalSize | undefined;
  /** All environment variables: settings files may name any of them. */
  readonly environment: Readonly<Record<string, string>>;
}

/** A terminal's size in characters. */
export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

/** Sets the exit code of the command that ran. */
export type Finish = (exitCode: number) => void;

/** The real process. */
export function processIo(): CliIo {
  return {
    out: (text) => writeFully(Deno.stdout, text),
    err: (text) => writeFully(Deno.stderr, text),
    terminal: () => Deno.stdout.isTerminal() ? Deno.consoleSize() : undefined,
    environment: Deno.env.toObject(),
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
