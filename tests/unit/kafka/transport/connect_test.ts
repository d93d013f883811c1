import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { BrokerUnavailableError } from "../../../../src/kafka/errors.ts";
import { Transport } from "../../../../src/kafka/transport/transport.ts";
import { echo, FakeBroker } from "../../../wire_fakes/fake_broker.ts";
import { frame } from "../../../wire_fakes/frames.ts";
import { ping, PING_KEY, pong } from "../../../wire_fakes/ping.ts";
import { silentLogger } from "../../../wire_fakes/recorders.ts";
import { until } from "../../../wire_fakes/until.ts";

const never = new AbortController().signal;
const options = { timeoutMs: 2_000, signal: never };

function makeTransport(connectTimeoutMs = 2_000): Transport {
  return new Transport({ clientId: "test", connectTimeoutMs, logger: silentLogger });
}

async function connectError(host: string, port: number, connectTimeoutMs?: number): Promise<Error> {
  const peer = { id: undefined, host, port };
  const error = await makeTransport(connectTimeoutMs).connect(peer, never).then(
    () => assert.fail("connected"),
    (error: Error) => error,
  );
  assert.ok(error instanceof BrokerUnavailableError);
  return error;
}

Deno.test("a host name that does not resolve is said to be one", async () => {
  const { message } = await connectError("no-such-host.invalid", 9092);
  assert.match(message, /seed no-such-host\.invalid:9092, after \d+ ms: the host name .* resolve/);
});

Deno.test("a port where nobody listens is refused, with the address in the message", async () => {
  const fake = await FakeBroker.listen(echo);
  await fake.close();
  const { message } = await connectError("127.0.0.1", fake.port);
  assert.match(message, /seed 127\.0\.0\.1:\d+, after \d+ ms: connection refused/);
});

Deno.test("a peer that accepts and does not answer ApiVersions is given up at the deadline", async () => {
  const fake = await FakeBroker.listen(() => {}, { versions: undefined });
  const { message } = await connectError("127.0.0.1", fake.port, 80);
  assert.match(message, /no connection or no answer within 80 ms/);
  await until("the socket is closed", () => fake.sockets.size === 0);
  await fake.close();
});

Deno.test("a peer that closes on ApiVersions, and one that talks HTTP, cannot be connected to", async () => {
  const fake = await FakeBroker.listen((_, socket) => socket.end(), { versions: undefined });
  assert.match((await connectError("127.0.0.1", fake.port)).message, /the broker closed/);
  fake.behaviour = (_, socket) => socket.write("HTTP/1.1 400 Bad Request\r\n\r\n");
  assert.match((await connectError("127.0.0.1", fake.port)).message, /no Kafka answer/);
  await fake.close();
});

Deno.test("calling off an attempt destroys its socket and rejects with the reason", async () => {
  const fake = await FakeBroker.listen(() => {}, { versions: undefined });
  const abort = new AbortController();
  const peer = { id: 1, host: "127.0.0.1", port: fake.port };
  const attempt = assert.rejects(makeTransport().connect(peer, abort.signal), /no longer wanted/);
  await until("the peer has accepted", () => fake.sockets.size === 1);
  abort.abort(new Error("no longer wanted"));
  await attempt;
  await until("the socket is closed", () => fake.sockets.size === 0);
  await fake.close();
});

Deno.test("IPv6 addresses are dialled", async () => {
  const fake = await FakeBroker.listen(echo, { host: "::1" });
  const peer = { id: 1, host: "::1", port: fake.port };
  const connection = await makeTransport().connect(peer, never);
  assert.equal((await connection.send(ping, "six", 2, options)).text, "six");
  connection.close();
  await fake.close();
});

Deno.test("throttling extends the deadline of the next request instead of failing it", async () => {
  const fake = await FakeBroker.listen(({ correlationId }, socket) => {
    const first = fake.requests.length === 1;
    const answer = frame(correlationId, pong("ok", first ? 300 : 0));
    socket.write(answer);
  });
  const peer = { id: 1, host: "127.0.0.1", port: fake.port };
  const connection = await makeTransport().connect(peer, never);
  const short = { timeoutMs: 150, signal: never };
  assert.equal((await connection.send(ping, "a", 2, short)).throttleTimeMs, 300);
  const startedMs = performance.now();
  assert.equal((await connection.send(ping, "b", 2, short)).throttleTimeMs, 0);
  assert.ok(performance.now() - startedMs > 280, "the request was held back as KIP-219 asks");
  connection.close();
  await fake.close();
});

Deno.test("throttling by the answer to ApiVersions extends the deadline of the first request", async () => {
  const versions = new Map([[PING_KEY, [0, 12]]] as const);
  const fake = await FakeBroker.listen(echo, { versions, throttleTimeMs: 1_000 });
  const peer = { id: 1, host: "127.0.0.1", port: fake.port };
  const connection = await makeTransport().connect(peer, never);
  const short = { timeoutMs: 900, signal: never };
  assert.equal((await connection.send(ping, "a", 2, short)).text, "a");
  connection.close();
  await fake.close();
});

Deno.test("an answer of 8 MiB in small pieces is put together in linear time", async () => {
  const text = "x".repeat(30_000);
  const filler = Buffer.alloc(8 * 2 ** 20);
  const fake = await FakeBroker.listen(({ correlationId, body }, socket) => {
    const answer = frame(correlationId, Buffer.concat([pong(text), filler]));
    const step = body.length > 3 ? 4_096 : answer.length;
    for (let at = 0; at < answer.length; at += step) socket.write(answer.subarray(at, at + step));
  });
  const peer = { id: 1, host: "127.0.0.1", port: fake.port };
  const connection = await makeTransport().connect(peer, never);
  const long = { timeoutMs: 20_000, signal: never };
  const startedMs = performance.now();
  await assert.rejects(connection.send(ping, "pieces", 2, long), /8388608 bytes are left over/);
  assert.ok(performance.now() - startedMs < 2_000);
  connection.close();
  await fake.close();
});
