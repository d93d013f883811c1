import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { listen } from "../../../src/http/listen.ts";
import { bodyOf, pacedBody } from "../../../src/http/paced_body.ts";
import { lineLogger } from "../../../src/runtime/line_logger.ts";
import { waitFor } from "../../program/wait_for.ts";

/** More than the buffers of a connection on this machine hold. */
const PIECES = 400;
const PIECE_BYTES = 64 * 1024;
const never = new AbortController().signal;

/** What became of pieces that were asked for. */
class Made {
  count = 0;
  isOver = false;

  async *pieces(): AsyncGenerator<Uint8Array, void, void> {
    try {
      for (; this.count < PIECES; this.count++) {
        yield new Uint8Array(PIECE_BYTES).fill(this.count % 251);
      }
    } finally {
      this.isOver = true;
    }
  }
}

/** Serves such an answer on a real socket, and keeps what is logged. */
function served(body: (made: Made) => ReadableStream<Uint8Array>) {
  const lines: string[] = [];
  const write = (bytes: Uint8Array) => {
    lines.push(new TextDecoder().decode(bytes));
    return bytes.length;
  };
  const made = new Made();
  const listener = listen(
    { host: "127.0.0.1", port: 0 },
    () => new Response(body(made)),
    lineLogger({ level: "debug", format: "text", write }),
  );
  const { port } = listener.address;
  const ask = async () => {
    const connection = await Deno.connect({ hostname: "127.0.0.1", port });
    await connection.write(new TextEncoder().encode("GET / HTTP/1.1\r\nHost: here\r\n\r\n"));
    return connection;
  };
  return {
    made,
    lines,
    ask,
    url: `http://127.0.0.1:${port}/`,
    [Symbol.asyncDispose]: () => listener.shutdown(never),
  };
}

Deno.test("a client that reads slowly gets all of it", async () => {
  await using server = served((made) => pacedBody(made.pieces()));
  const response = await fetch(server.url);
  let length = 0;
  for await (const piece of response.body!) {
    if (length < 2 ** 20) await sleep(5);
    length += piece.length;
  }
  assert.equal(length, PIECES * PIECE_BYTES);
  assert.ok(server.made.isOver);
  assert.deepEqual(server.lines, []);
});

Deno.test("for a client that does not read no more is made, and after a while nothing is kept", async () => {
  await using server = served((made) => pacedBody(made.pieces(), 1_500));
  const connection = await server.ask();
  await waitFor("the answer begins", () => server.made.count > 0, 30_000);
  await waitFor("what was made is let go", () => server.made.isOver, 30_000);
  assert.ok(server.made.count < PIECES, `${server.made.count}`);
  connection.close();
});

Deno.test("a client that was too slow sees that the answer is not whole", async () => {
  await using server = served((made) => pacedBody(made.pieces(), 500));
  const response = await fetch(server.url);
  await waitFor("what was made is let go", () => server.made.isOver, 30_000);
  await assert.rejects(response.arrayBuffer());
  await waitFor("it is told", () => server.lines.length > 0, 30_000);
  assert.match(
    server.lines.join(),
    /level=warn msg="A client did not take an answer within 0\.5 s; the rest is not sent"\n$/,
  );
});

Deno.test("nothing is kept of an answer whose client has gone", async () => {
  await using server = served((made) => pacedBody(made.pieces()));
  const connection = await server.ask();
  await connection.read(new Uint8Array(1));
  connection.close();
  await waitFor("what was made is let go", () => server.made.isOver, 30_000);
  assert.ok(server.made.count < PIECES, `${server.made.count}`);
  assert.deepEqual(server.lines, []);
});

Deno.test("pieces that cannot be made end the answer, and it is told", async () => {
  await using server = served(() => pacedBody(failing()));
  const response = await fetch(server.url);
  await assert.rejects(response.arrayBuffer());
  await waitFor("it is told", () => server.lines.length > 0, 30_000);
  assert.match(server.lines.join(), /A request failed.*no more/);
});

async function* failing(): AsyncGenerator<Uint8Array, void, void> {
  yield new Uint8Array(10);
  throw new Error("no more");
}

Deno.test("small bodies are given whole, and the pieces of others are theirs", async () => {
  const small = new Uint8Array(1_000);
  assert.equal(bodyOf(small), small);
  const large = new Uint8Array(5_000_000).map((_, index) => index % 253);
  const body = bodyOf(large);
  assert.ok(body instanceof ReadableStream);
  assert.deepEqual(new Uint8Array(await new Response(body as BodyInit).arrayBuffer()), large);
});
