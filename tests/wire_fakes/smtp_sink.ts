/** A mail as it was sent: all that came between DATA and the single dot. */
export type TakeMail = (recipient: string, text: string) => void;

/** A mail server on 127.0.0.1 that takes every mail (RFC 5321, without extensions). */
export class SmtpSink implements AsyncDisposable {
  readonly address: string;
  readonly #listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  readonly #serving: Promise<void>;
  readonly #open = new Set<Deno.Conn>();

  constructor(take: TakeMail) {
    this.address = `127.0.0.1:${this.#listener.addr.port}`;
    this.#serving = this.#serve(take);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#listener.close();
    for (const connection of this.#open) connection.close();
    await this.#serving;
  }

  async #serve(take: TakeMail): Promise<void> {
    const talks: Promise<void>[] = [];
    for await (const connection of this.#listener) {
      this.#open.add(connection);
      talks.push(
        talk(connection, take).finally(() => {
          if (this.#open.delete(connection)) connection.close();
        }),
      );
    }
    await Promise.all(talks);
  }
}

async function talk(connection: Deno.Conn, take: TakeMail): Promise<void> {
  const say = (line: string) => connection.write(new TextEncoder().encode(`${line}\r\n`));
  let recipient = "";
  let mail: string[] | undefined;
  try {
    await say("220 sink");
    for await (const line of linesOf(connection)) {
      if (mail !== undefined) {
        if (line !== ".") {
          mail.push(line);
          continue;
        }
        take(recipient, mail.join("\n"));
        mail = undefined;
      } else if (line.startsWith("RCPT")) recipient = /<(.*)>/.exec(line)?.[1] ?? "";
      else if (line === "DATA") mail = [];
      if (line === "QUIT") return void await say("221 bye");
      await say(mail === undefined ? "250 ok" : "354 go on");
    }
  } catch (error) {
    // The client, or the sink's end, has closed it.
    const ended = error instanceof Deno.errors.BadResource ||
      error instanceof Deno.errors.ConnectionReset || error instanceof Deno.errors.BrokenPipe ||
      error instanceof Deno.errors.Interrupted;
    if (!ended) throw error;
  }
}

async function* linesOf(connection: Deno.Conn): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  const buffer = new Uint8Array(65_536);
  let rest = "";
  for (;;) {
    const count = await connection.read(buffer);
    if (count === null) return;
    const lines = (rest + decoder.decode(buffer.subarray(0, count), { stream: true }))
      .split("\r\n");
    rest = lines.pop()!;
    yield* lines;
  }
}
