import assert from "node:assert/strict";
import { RunningProgram } from "../../program/running_program.ts";

/** Nobody listens on port 1, so these run without Kafka. */
const NO_KAFKA = ["--kafka.server=127.0.0.1:1", "--interval=500ms"];

/** Connects and sends the beginning of a request that never ends. */
async function hangingRequest(url: string): Promise<Deno.TcpConn> {
  const { hostname, port } = new URL(url);
  const connection = await Deno.connect({ hostname, port: Number(port) });
  await connection.write(new TextEncoder().encode("GET /metrics HTTP/1.1\r\nHost: x\r\n"));
  return connection;
}

Deno.test("without Kafka it starts, is healthy and ready, and says that Kafka is not read", async () => {
  await using program = await RunningProgram.start(NO_KAFKA);
  for (const path of ["/healthz", "/readyz", "/"]) {
    const response = await fetch(program.url + path);
    assert.equal(response.status, 200, path);
    await response.body?.cancel();
  }
  const response = await fetch(`${program.url}/readyz?kafka=1`);
  assert.equal(response.status, 503);
  assert.match(await response.text(), /^cluster at 127\.0\.0\.1:1: not read yet/);
  const metrics = await (await fetch(`${program.url}/metrics`)).text();
  assert.match(metrics, /^kafka_up 0$/m);
});

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  Deno.test(`${signal} ends it within 5 s with exit code 0, though a request hangs`, async () => {
    await using program = await RunningProgram.start(NO_KAFKA);
    using _hanging = await hangingRequest(program.url);
    const { code, tookMs } = await program.stop(signal);
    assert.equal(code, 0);
    assert.ok(tookMs < 5_000, `${tookMs} ms`);
  });
}
