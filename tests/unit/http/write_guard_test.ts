import assert from "node:assert/strict";
import { Hono } from "hono";
import { sampleServer } from "./sample_server.ts";

const page = new Hono().post("/write", async (context) => {
  const { length } = await context.req.text();
  return context.text(`${length}\n`);
});

/** Who asks, and how, where it differs from a program on this machine. */
interface Asked {
  readonly from?: string;
  readonly url?: string;
  readonly headers?: Record<string, string>;
  readonly body?: BodyInit;
}

async function write({ from = "127.0.0.1", url, headers = {}, body = "{}" }: Asked = {}) {
  const { app } = sampleServer([], { page });
  const peer = { remoteAddr: { transport: "tcp", hostname: from, port: 4711 } };
  const init = { method: "POST", headers, body };
  const response = await app.request(url ?? "http://localhost:9309/write", init, peer);
  return { status: response.status, text: await response.text() };
}

Deno.test("programs on this machine may write, however they address it", async () => {
  for (const from of ["127.0.0.1", "127.9.8.7", "::1", "::ffff:127.0.0.1"]) {
    assert.deepEqual(await write({ from }), { status: 200, text: "2\n" }, from);
  }
  for (const host of ["localhost:9309", "127.0.0.1:9309", "[::1]:9309", "localhost"]) {
    assert.equal((await write({ url: `http://${host}/write` })).status, 200, host);
  }
});

Deno.test("others may not, and are told what to set", async () => {
  for (const from of ["192.0.2.7", "10.0.0.1", "::ffff:10.0.0.1", "fe80::1", ""]) {
    const { status, text } = await write({ from });
    assert.equal(status, 403, from);
    assert.match(text, /set web\.basic_auth or web\.bearer_tokens/);
  }
  const { app } = sampleServer([], { page });
  assert.equal((await app.request("/write", { method: "POST" })).status, 403, "unknown peer");
});

Deno.test("a name that only resolves to this machine, and a proxy's request, may not", async () => {
  assert.equal((await write({ url: "http://rebound.example:9309/write" })).status, 403);
  assert.equal((await write({ url: "http://127.0.0.1.evil.example/write" })).status, 403);
  assert.equal((await write({ headers: { "x-forwarded-for": "192.0.2.7" } })).status, 403);
  assert.equal((await write({ headers: { forwarded: "for=192.0.2.7" } })).status, 403);
});

Deno.test("what another site makes a browser send is refused, the own page's is not", async () => {
  const refused = [
    { origin: "https://evil.example" },
    { origin: "null" },
    { origin: "http://localhost:8080" },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
  ];
  for (const headers of refused) {
    assert.deepEqual(await write({ headers }), {
      status: 403,
      text: "Other sites may not write here\n",
    });
  }
  const own = { origin: "http://localhost:9309", "sec-fetch-site": "same-origin" };
  assert.equal((await write({ headers: own })).status, 200);
});

Deno.test("a body above 1 MiB is refused, whether or not its length is told", async () => {
  const most = "x".repeat(2 ** 20);
  assert.equal((await write({ body: most })).status, 200);
  assert.equal((await write({ body: most + "x" })).status, 413);
  const told = { "content-length": String(2 ** 20 + 1) };
  assert.equal((await write({ headers: told })).status, 413);
  const stream = new Blob([most, "x"]).stream();
  assert.equal((await write({ body: stream })).status, 413);
});

Deno.test("every method but GET and HEAD counts as writing", async () => {
  const { app } = sampleServer([], { page });
  for (const method of ["PUT", "DELETE", "PATCH", "OPTIONS"]) {
    assert.equal((await app.request("/write", { method })).status, 403, method);
  }
  assert.equal((await app.request("/write")).status, 405);
});
