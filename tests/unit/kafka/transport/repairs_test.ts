import assert from "node:assert/strict";
import { Kafka } from "kafkajs";
import {
  createCluster,
  firstConnection,
} from "../../../../src/kafka/transport/kafkajs_internals.ts";
import { repairRequestQueue } from "../../../../src/kafka/transport/repair_request_queue.ts";
import { Transport } from "../../../../src/kafka/transport/transport.ts";
import { echo, FakeBroker } from "../../../wire_fakes/fake_broker.ts";
import { ping } from "../../../wire_fakes/ping.ts";
import { silentLogger } from "../../../wire_fakes/recorders.ts";

Deno.test("kafkajs' queue arms no timer while no request waits to be sent", async () => {
  const cluster = createCluster(new Kafka({ brokers: ["127.0.0.1:1"] }));
  const pool = await cluster.connectionPoolBuilder.build({ host: "127.0.0.1", port: 1 });
  const queue = firstConnection(pool).requestQueue;
  repairRequestQueue(queue);
  repairRequestQueue(queue);
  // Without the repair this is a timer that never ends, which the leak sanitizer reports.
  queue.scheduleCheckPendingRequests();
});

Deno.test("another kafkajs than the one written for is refused with what is missing", () => {
  const foreign = { admin: () => {} } as unknown as Kafka;
  assert.throws(() => createCluster(foreign), /not the version .* Kafka has no createCluster/);
  assert.throws(() => firstConnection({ pool: [] }), /ConnectionPool is empty/);
});

Deno.test("a deadline that passes because this program was busy does not count", async () => {
  const fake = await FakeBroker.listen(echo);
  const transport = new Transport({
    clientId: "test",
    connectTimeoutMs: 2_000,
    logger: silentLogger,
  });
  const signal = new AbortController().signal;
  const connection = await transport.connect(
    { id: 1, host: "127.0.0.1", port: fake.port },
    signal,
  );
  const answer = connection.send(ping, "x", 2, { timeoutMs: 100, signal });
  const endMs = performance.now() + 450;
  while (performance.now() < endMs);
  assert.equal((await answer).text, "x");
  connection.close();
  await fake.close();
});
