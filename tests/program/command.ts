import { programCommand } from "./program_command.ts";

/** A command of the program that goes on until it is ended. */
export class Command implements AsyncDisposable {
  out = "";
  err = "";
  readonly #child: Deno.ChildProcess;
  readonly #read: Promise<unknown>;

  constructor(args: readonly string[]) {
    const [program, ...given] = [...programCommand(), ...args];
    this.#child = new Deno.Command(program!, {
      args: given,
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    this.#read = Promise.all([
      readText(this.#child.stdout, (text) => this.out += text),
      readText(this.#child.stderr, (text) => this.err += text),
    ]);
  }

  /** Waits until it has ended by itself; gives its exit code. */
  async ended(): Promise<number> {
    const { code } = await this.#child.status;
    await this.#read;
    return code;
  }

  /** Sends it a signal and waits until it has ended; gives its exit code. */
  end(signal: Deno.Signal): Promise<number> {
    this.#child.kill(signal);
    return this.ended();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      this.#child.kill("SIGKILL");
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    }
    await this.ended();
  }
}

/** Runs a command of the program to its end. */
export async function runCommand(args: readonly string[]) {
  await using command = new Command(args);
  const code = await command.ended();
  return { code, out: command.out, err: command.err };
}

async function readText(
  stream: ReadableStream<Uint8Array>,
  take: (text: string) => void,
): Promise<void> {
  for await (const text of stream.pipeThrough(new TextDecoderStream())) take(text);
}
