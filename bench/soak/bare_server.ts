import type { Janitor } from "../../tests/lab/janitor.ts";

/** About what the program answers in a soak, compressed. */
const BODY_BYTES = 20_000;

const SERVE = `
const body = new Uint8Array(${BODY_BYTES});
Deno.serve(
  { hostname: "127.0.0.1", port: 0, onListen: ({ port }) => console.log(port) },
  () => new Response(body),
);`;

/** A process that only sends some bytes: how fast the machine lets any server answer meanwhile. */
export class BareServer implements AsyncDisposable {
  readonly url: string;
  readonly pid: number;
  readonly #child: Deno.ChildProcess;
  readonly #said: ReadableStreamDefaultReader<Uint8Array>;

  private constructor(
    url: string,
    child: Deno.ChildProcess,
    said: ReadableStreamDefaultReader<Uint8Array>,
  ) {
    this.url = url;
    this.pid = child.pid;
    this.#child = child;
    this.#said = said;
  }

  /** Starts one that ends with the janitor's owner at the latest. */
  static async start(janitor: Janitor): Promise<BareServer> {
    const child = janitor.spawn([Deno.execPath(), "eval", SERVE], { stdout: "piped" });
    const said = child.stdout.getReader();
    const port = new TextDecoder().decode((await said.read()).value).trim();
    return new BareServer(`http://127.0.0.1:${port}/`, child, said);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.#child.status;
    await this.#said.cancel();
  }
}
