import assert from "node:assert/strict";
import { Hono } from "hono";
import { sampleServer } from "./sample_server.ts";

const USER = { username: "prometheus", password: { value: "pass:wörd" } };
const basic = (text: string) =>
  `Basic ${btoa(String.fromCharCode(...new TextEncoder().encode(text)))}`;
const credentials = { basicAuth: [USER], bearerTokens: [{ value: "a-token" }] };

function status(authorization: string | undefined, path = "/metrics"): Promise<number> {
  const headers = authorization === undefined ? {} : { authorization };
  const { app } = sampleServer([], { credentials });
  return Promise.resolve(app.request(path, { headers })).then((response) => response.status);
}

Deno.test("without credentials in the settings everybody may ask", async () => {
  assert.equal((await sampleServer().app.request("/metrics")).status, 200);
});

Deno.test("a user with the right password, and a right token, may ask", async () => {
  assert.equal(await status(basic("prometheus:pass:wörd")), 200);
  assert.equal(await status("Bearer a-token"), 200);
  assert.equal(await status("bearer a-token"), 200);
});

Deno.test("everybody else is told how to log in, on every page", async () => {
  const wrong = [
    undefined,
    "",
    "Basic",
    "Basic !!",
    basic("prometheus"),
    basic("prometheus:"),
    basic("prometheus:pass:wörd2"),
    basic("root:pass:wörd"),
    "Bearer",
    "Bearer a-toke",
    "Bearer a-token2",
    "Bearer pass:wörd".replace("ö", "o"),
    basic("a-token:a-token"),
  ];
  for (const authorization of wrong) {
    for (const path of ["/", "/metrics", "/landing.css", "/none", "/readyz?kafka=1"]) {
      assert.equal(await status(authorization, path), 401, `${authorization} ${path}`);
    }
  }
  const { headers } = await sampleServer([], { credentials }).app.request("/metrics");
  assert.equal(
    headers.get("www-authenticate"),
    'Basic realm="kafka-sentinel", charset="UTF-8", Bearer realm="kafka-sentinel"',
  );
});

Deno.test("health and readiness answer without credentials, as they tell nothing", async () => {
  assert.equal(await status(undefined, "/healthz"), 200);
  assert.equal(await status(undefined, "/readyz"), 200);
});

Deno.test("a secret in a file is read for every request; a missing or empty one fits nothing", async () => {
  const file = await Deno.makeTempFile();
  const { app, lines } = sampleServer([], {
    credentials: { basicAuth: [], bearerTokens: [{ file }] },
  });
  const ask = async (token: string) =>
    (await app.request("/metrics", { headers: { authorization: `Bearer ${token}` } })).status;
  await Deno.writeTextFile(file, "first\n");
  assert.deepEqual([await ask("first"), await ask("second")], [200, 401]);
  await Deno.writeTextFile(file, "second");
  assert.deepEqual([await ask("first"), await ask("second")], [401, 200]);
  await Deno.writeTextFile(file, "");
  assert.equal(await ask("second"), 401);
  await Deno.remove(file);
  assert.equal(await ask("second"), 401);
  assert.match(lines.join(""), /Nobody can log in with this secret" problem="the file .* there is/);
});

Deno.test("who may ask may also write, from anywhere", async () => {
  const page = new Hono().post("/write", (context) => context.text("written\n"));
  const { app } = sampleServer([], { credentials, page });
  const headers = { authorization: "Bearer a-token" };
  const peer = { remoteAddr: { transport: "tcp", hostname: "192.0.2.7", port: 1 } };
  const write = (init: RequestInit) =>
    Promise.resolve(app.request("http://kafka-1:9309/write", { method: "POST", ...init }, peer));
  assert.equal((await write({ headers })).status, 200);
  assert.equal((await write({})).status, 401);
  const evil = { ...headers, origin: "https://evil.example" };
  assert.equal((await write({ headers: evil })).status, 403);
});
