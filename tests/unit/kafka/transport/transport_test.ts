import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { BrokerUnavailableError, RequestTimeoutError } from "../../../../src/kafka/errors.ts";
import type { Connection } from "../../../../src/kafka/transport/connection.ts";
import { Transport } from "../../../../src/kafka/transport/transport.ts";
import { DecodeError } from "../../../../src/kafka/wire/decode_error.ts";
import { type Behaviour, echo, FakeBroker } from "../../../wire_fakes/fake_broker.ts";
import { frame } from "../../../wire_fakes/frames.ts";
import { ping, pong } from "../../../wire_fakes/ping.ts";
import { silentLogger } from "../../../wire_fakes/recorders.ts";
import { until } from "../../../wire_fakes/until.ts";

const VERSION = 5;
const never = new AbortController().signal;

function makeTransport(connectTimeoutMs = 2_000): Transport {
  return new Transport({ clientId: "test", connectTimeoutMs, logger: silentLogger });
}

/** A fake, a connection to it, and the end of both. */
async function withConnection(
  behaviour: Behaviour,
  run: (connection: Connection, fake: FakeBroker) => Promise<void>,
): Promise<void> {
  const fake = await FakeBroker.listen(behaviour);
  const peer = { id: 7, host: "127.0.0.1", port: fake.port };
  try {
    const connection = await makeTransport().connect(peer, never);
    try {
      await run(connection, fake);
    } finally {
      connection.close();
    }
  } finally {
    await fake.close();
  }
}

function send(connection: Connection, text: string, timeoutMs = 2_000, signal = never) {
  return connection.send(ping, text, VERSION, { timeoutMs, signal });
}

Deno.test("a connection knows the broker's versions and gets answers", async () => {
  await withConnection(echo, async (connection, fake) => {
    assert.deepEqual([...connection.apiVersions], [[3, { min: 0, max: 12 }]]);
    const answers = await Promise.all(["a", "b", "c"].map((text) => send(connection, text)));
    assert.deepEqual(answers.map(({ text }) => text), ["a", "b", "c"]);
    assert.equal(fake.requests[0]?.apiVersion, VERSION);
    assert.equal(fake.accepted, 1);
  });
});

Deno.test("a broker that never answers is a timeout that names it and closes the socket", async () => {
  await withConnection(() => {}, async (connection, fake) => {
    const second = assert.rejects(send(connection, "behind it"), BrokerUnavailableError);
    await assert.rejects(send(connection, "x", 80), (error: Error) => {
      assert.ok(error instanceof RequestTimeoutError);
      assert.match(error.message, /Ping from broker 7 at 127\.0\.0\.1:\d+ after (8|9|1\d)\d ms/);
      return true;
    });
    await second;
    assert.ok(await connection.closed instanceof RequestTimeoutError);
    await until("the broker sees the socket closed", () => fake.sockets.size === 0);
    await assert.rejects(send(connection, "later"), BrokerUnavailableError);
  });
});

Deno.test("half an answer is a timeout", async () => {
  const half: Behaviour = ({ correlationId }, socket) => {
    socket.write(frame(correlationId, pong("a long answer")).subarray(0, 15));
  };
  await withConnection(half, async (connection) => {
    await assert.rejects(send(connection, "x", 60), RequestTimeoutError);
  });
});

Deno.test("a connection that is closed inside an answer says so at once", async () => {
  const cut: Behaviour = ({ correlationId }, socket) => {
    socket.end(frame(correlationId, pong("a long answer")).subarray(0, 15));
  };
  await withConnection(cut, async (connection) => {
    await assert.rejects(send(connection, "x"), {
      name: "BrokerUnavailableError",
      message: /Lost the connection to broker 7 .* Ping, after \d+ ms: the broker closed/,
    });
  });
});

const nonsense: readonly [string, (correlationId: number) => Buffer][] = [
  ["an answer to a request that was never sent", (id) => frame(id + 100, pong("x"))],
  ["an HTTP answer", () => Buffer.from("HTTP/1.1 400 Bad Request\r\n\r\n")],
  ["an empty frame", () => Buffer.alloc(4)],
  ["a frame too short for a correlation id", () => Buffer.from([0, 0, 0, 2, 1, 1])],
  ["a frame of negative size", () => Buffer.from([255, 255, 255, 240, 1, 1, 1, 1, 1, 1])],
  ["a frame of size -1", () => Buffer.from([255, 255, 255, 255, 1, 1, 1, 1, 1, 1])],
];
for (const [what, bytes] of nonsense) {
  Deno.test(`${what} ends the connection at once, and nothing else`, async () => {
    const behaviour: Behaviour = ({ correlationId }, socket) => {
      socket.write(bytes(correlationId));
    };
    await withConnection(behaviour, async (connection) => {
      await assert.rejects(send(connection, "x"), {
        name: "BrokerUnavailableError",
        message: /no Kafka answer/,
      });
    });
  });
}

Deno.test("an answer that cannot be decoded fails alone", async () => {
  const behaviour: Behaviour = (request, socket) => {
    const wrong = request.body.length === 5;
    if (!wrong) return echo(request, socket);
    socket.write(frame(request.correlationId, Buffer.from([0, 0, 0, 0, 99, 0])));
  };
  await withConnection(behaviour, async (connection) => {
    const good = send(connection, "good");
    await assert.rejects(send(connection, "bad"), (error: Error) => {
      assert.ok(error instanceof DecodeError);
      assert.match(error.message, /answer to Ping of broker 7 at 127\.0\.0\.1/);
      return true;
    });
    assert.equal((await good).text, "good");
    assert.equal((await send(connection, "after")).text, "after");
  });
});

Deno.test("an aborted request leaves the connection to the others", async () => {
  const held: (() => void)[] = [];
  const hold: Behaviour = (request, socket) => held.push(() => echo(request, socket));
  await withConnection(hold, async (connection) => {
    const abort = new AbortController();
    const aborted = assert.rejects(send(connection, "a", 2_000, abort.signal), /enough/);
    const kept = send(connection, "b");
    await until("both requests are there", () => held.length === 2);
    abort.abort(new Error("enough"));
    await aborted;
    for (const answer of held) answer();
    assert.equal((await kept).text, "b");
    assert.equal(connection.inFlight, 0);
  });
});

Deno.test("closing rejects what waits and takes the socket away at once", async () => {
  await withConnection(() => {}, async (connection, fake) => {
    const waiting = [send(connection, "a"), send(connection, "b")].map((sent) =>
      assert.rejects(sent, BrokerUnavailableError)
    );
    await until("the requests are sent", () => fake.requests.length === 2);
    const startedMs = performance.now();
    connection.close();
    await Promise.all(waiting);
    await until("the broker sees the socket closed", () => fake.sockets.size === 0);
    assert.ok(performance.now() - startedMs < 500);
  });
});
