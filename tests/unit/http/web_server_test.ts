import assert from "node:assert/strict";
import { gunzipSync } from "node:zlib";
import { sampleMetrics, sampleServer, TEXT } from "./sample_server.ts";

const LOCAL = { remoteAddr: { transport: "tcp", hostname: "127.0.0.1", port: 1 } };
const TEXT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

Deno.test("a scrape that takes gzip gets the compressed text format", async () => {
  const { app } = sampleServer();
  const response = await app.request("/metrics", { headers: { "accept-encoding": "gzip" } });
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("content-type"), TEXT_TYPE);
  assert.equal(response.headers.get("content-encoding"), "gzip");
  assert.equal(gunzipSync(await response.bytes()).toString(), TEXT);
});

Deno.test("a scrape that refuses gzip gets plain text that nobody may cache or change", async () => {
  const { app } = sampleServer();
  const response = await app.request("/metrics", { headers: { "accept-encoding": "gzip;q=0" } });
  assert.equal(await response.text(), TEXT);
  assert.equal(response.headers.get("content-encoding"), null);
  assert.equal(response.headers.get("cache-control"), "no-store, no-transform");
  assert.match(response.headers.get("vary") ?? "", /Accept-Encoding/);
});

Deno.test("a client that takes only OpenMetrics gets it", async () => {
  const headers = { accept: "application/openmetrics-text", "accept-encoding": "gzip" };
  const response = await sampleServer().app.request("/metrics", { headers });
  assert.match(response.headers.get("content-type") ?? "", /^application\/openmetrics-text;/);
  assert.match(await response.text(), /# EOF\n$/);
});

Deno.test("HEAD answers with the headers of GET and no body", async () => {
  const response = await sampleServer().app.request("/metrics", { method: "HEAD" });
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("content-type"), TEXT_TYPE);
  assert.equal(response.headers.get("content-length"), String(TEXT.length));
  assert.equal(await response.text(), "");
});

Deno.test("a page asked with another method answers 405 and names what it takes", async () => {
  const { app } = sampleServer();
  for (const path of ["/", "/metrics", "/healthz", "/readyz", "/landing.css"]) {
    for (const method of ["POST", "PUT", "DELETE", "OPTIONS"]) {
      const response = await app.request(path, { method }, LOCAL);
      assert.equal(response.status, 405, `${method} ${path}`);
      assert.equal(response.headers.get("allow"), "GET, HEAD");
      assert.equal(await response.text(), "This page only answers GET and HEAD\n");
    }
  }
});

Deno.test("an unknown path answers 404 as text, whatever the method", async () => {
  const { app } = sampleServer();
  for (const method of ["GET", "POST"]) {
    const response = await app.request("/metric", { method }, LOCAL);
    assert.equal(response.status, 404);
    assert.match(response.headers.get("content-type") ?? "", /^text\/plain/);
  }
});

Deno.test("long URLs and large headers are refused", async () => {
  const { app } = sampleServer();
  assert.equal((await app.request("/" + "a".repeat(5_000))).status, 414);
  const headers = { cookie: "a".repeat(20_000) };
  assert.equal((await app.request("/metrics", { headers })).status, 431);
});

Deno.test("every answer, errors too, forbids what is from elsewhere, frames and sniffing", async () => {
  const { app } = sampleServer();
  for (const path of ["/", "/metrics", "/readyz?kafka=1", "/nothing"]) {
    const { headers } = await app.request(path);
    assert.equal(
      headers.get("content-security-policy"),
      "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; " +
        "img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
    assert.equal(headers.get("x-content-type-options"), "nosniff");
  }
});

Deno.test("a failing source answers 500 without its reason, which is logged", async () => {
  const identityBody = () => Promise.reject(new Error("the render pass broke"));
  const { app, lines } = sampleServer([], { metrics: { ...sampleMetrics, identityBody } });
  const response = await app.request("/metrics");
  assert.equal(response.status, 500);
  assert.equal(await response.text(), "internal error\n");
  assert.match(lines.join(""), /level=error .*path=\/metrics .*the render pass broke/);
});

Deno.test("answered requests are not logged", async () => {
  const { app, lines } = sampleServer();
  for (const path of ["/", "/metrics", "/healthz", "/nothing"]) await app.request(path);
  assert.deepEqual(lines, []);
});
