import { Janitor } from "../lab/janitor.ts";
import { type Exposition, parseExposition } from "./exposition_parser.ts";
import { programCommand } from "./program_command.ts";
import { waitFor, waitUntilPasses } from "./wait_for.ts";

/** How the program ended, and how long it took after it was asked to. */
export interface Ending {
  readonly code: number;
  readonly signal: string | null;
  readonly tookMs: number;
}

/** The program as a child process, started as its users start it; it ends with its owner. */
export class RunningProgram implements AsyncDisposable {
  readonly pid: number;
  readonly #janitor: Janitor;
  readonly #child: Deno.ChildProcess;
  readonly #logged: Promise<void>;
  readonly #lines: string[] = [];
  /** By what is served there. */
  readonly #urls = new Map<string, string>();

  private constructor(janitor: Janitor, child: Deno.ChildProcess) {
    this.#janitor = janitor;
    this.#child = child;
    this.pid = child.pid;
    this.#logged = this.#readLog(child.stderr);
  }

  /** Starts `serve` with JSON logs on free ports and waits until it listens. */
  static async start(args: readonly string[], deadlineMs = 60_000): Promise<RunningProgram> {
    const janitor = await Janitor.start("kafka-sentinel-");
    const free = ["--web.listen-address=127.0.0.1:0", "--lag.listen-address=127.0.0.1:0"];
    const given = [...free, "--log.format=json", ...args];
    const listeners = given.includes("--lag.listen-address=off") ? 1 : 2;
    const child = janitor.spawn([...programCommand(), "serve", ...given], { stderr: "piped" });
    const program = new RunningProgram(janitor, child);
    await waitFor("the program listens", () => program.#urls.size === listeners, deadlineMs)
      .catch(async (error) => {
        await program.stop("SIGKILL");
        throw new Error(`${error.message}; it logged:\n${program.log}`);
      });
    return program;
  }

  /** Where it serves the exporter. */
  get url(): string {
    return this.#urls.get("exporter") ?? "";
  }

  /** Where it serves the lag monitor. */
  get lagUrl(): string {
    return this.#urls.get("lag monitor") ?? "";
  }

  /** Everything that it logged. */
  get log(): string {
    return this.#lines.join("\n");
  }

  async scrape(url = this.url): Promise<Exposition> {
    const response = await fetch(`${url}/metrics`);
    const text = await response.text();
    if (response.status !== 200) throw new Error(`/metrics answered ${response.status}: ${text}`);
    return parseExposition(text);
  }

  /** Scrapes until the fact holds; fails with the newest problem after the deadline. */
  async scrapeUntil(
    fact: string,
    holds: (metrics: Exposition) => boolean,
    deadlineMs = 30_000,
    url = this.url,
  ): Promise<Exposition> {
    let newest: Exposition | undefined;
    await waitFor(fact, async () => holds(newest = await this.scrape(url)), deadlineMs);
    return newest!;
  }

  /** Scrapes until all of the assertions pass of one scrape; fails with the newest that did not. */
  async scrapeUntilPasses(
    fact: string,
    assertions: (metrics: Exposition) => void,
    deadlineMs = 60_000,
    url = this.url,
  ): Promise<Exposition> {
    let newest: Exposition | undefined;
    const look = async () => assertions(newest = await this.scrape(url));
    await waitUntilPasses(fact, look, deadlineMs);
    return newest!;
  }

  signal(signal: Deno.Signal): void {
    this.#child.kill(signal);
  }

  async stop(signal: Deno.Signal = "SIGTERM"): Promise<Ending> {
    const from = performance.now();
    try {
      this.#child.kill(signal);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    }
    const status = await this.#child.status;
    const tookMs = performance.now() - from;
    await this.#logged;
    await this.#janitor[Symbol.asyncDispose]();
    return { code: status.code, signal: status.signal, tookMs };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop("SIGKILL");
  }

  async #readLog(stderr: ReadableStream<Uint8Array>): Promise<void> {
    let rest = "";
    const decoder = new TextDecoder();
    for await (const chunk of stderr) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) this.#take(line);
    }
    if (rest !== "") this.#take(rest);
  }

  #take(line: string): void {
    this.#lines.push(line);
    if (!line.includes('"msg":"Listening"')) return;
    const { address, scheme, serves } = JSON.parse(line);
    this.#urls.set(serves, `${scheme}://${address}`);
  }
}
