import type { ClusterShape } from "./cluster_shape.ts";
import type { Command, Counts } from "./commands.ts";

const MAIN = new URL("./simulated_main.ts", import.meta.url).pathname;

/**
 * A simulated cluster in a process of its own, so that it takes no time from what is measured. It
 * ends with its owner, however that ends.
 */
export class SimulatedProcess implements AsyncDisposable {
  /** `host:port` of every broker. */
  readonly bootstrapServers: readonly string[];
  readonly pid: number;
  readonly #child: Deno.ChildProcess;
  readonly #input: WritableStreamDefaultWriter<Uint8Array>;
  readonly #answers: LineReader;

  private constructor(
    child: Deno.ChildProcess,
    answers: LineReader,
    bootstrapServers: readonly string[],
  ) {
    this.pid = child.pid;
    this.bootstrapServers = bootstrapServers;
    this.#child = child;
    this.#input = child.stdin.getWriter();
    this.#answers = answers;
  }

  /** Resolves when all brokers listen. */
  static async start(shape: ClusterShape): Promise<SimulatedProcess> {
    const child = new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "--no-prompt",
        "--allow-net=127.0.0.1",
        "--allow-env",
        MAIN,
        JSON.stringify(shape),
      ],
      stdin: "piped",
      stdout: "piped",
    }).spawn();
    const answers = new LineReader(child.stdout);
    const { bootstrapServers } = JSON.parse(await answers.next()) as {
      bootstrapServers: string[];
    };
    return new SimulatedProcess(child, answers, bootstrapServers);
  }

  /**
   * Resolves when it is done, with what the brokers have answered until then. Commands follow each
   * other: await one before the next.
   */
  async tell(command: Command): Promise<Counts> {
    await this.#input.write(new TextEncoder().encode(JSON.stringify(command) + "\n"));
    return JSON.parse(await this.#answers.next()) as Counts;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#input.close();
    await this.#answers.close();
    await this.#child.status;
  }
}

/** Gives the lines of a stream one by one. */
class LineReader {
  readonly #reader: ReadableStreamDefaultReader<string>;
  #rest = "";

  constructor(stream: ReadableStream<Uint8Array>) {
    const decoder: TransformStream<Uint8Array, string> = new TextDecoderStream();
    this.#reader = stream.pipeThrough(decoder).getReader();
  }

  async next(): Promise<string> {
    for (;;) {
      const end = this.#rest.indexOf("\n");
      if (end >= 0) {
        const line = this.#rest.slice(0, end);
        this.#rest = this.#rest.slice(end + 1);
        return line;
      }
      const { value, done } = await this.#reader.read();
      if (done) throw new Error("The simulated cluster has ended");
      this.#rest += value;
    }
  }

  async close(): Promise<void> {
    await this.#reader.cancel();
  }
}
