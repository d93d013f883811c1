import assert from "node:assert/strict";
import { BrokerUnavailableError } from "../../../src/kafka/errors.ts";
import { connectTo, local } from "../../wire_fakes/cluster_of_fakes.ts";
import { echo, FakeBroker } from "../../wire_fakes/fake_broker.ts";
import { ping } from "../../wire_fakes/ping.ts";
import { until } from "../../wire_fakes/until.ts";

const never = new AbortController().signal;

Deno.test("questions to anybody go around, and to the one to avoid only if nobody else lives", async () => {
  const fakes = [await FakeBroker.listen(echo), await FakeBroker.listen(echo)];
  const [first, second] = fakes as [FakeBroker, FakeBroker];
  const { cluster } = connectTo([first.port]);
  cluster.learn([local(2, second.port), local(1, first.port)]);
  await cluster.settle(2_000, never);
  assert.deepEqual(cluster.knownBrokers().map(({ id }) => id), [1, 2]);
  const asked = new Set<number | undefined>();
  for (let i = 0; i < 2; i++) asked.add((await cluster.sendToAny(ping, "x", never)).brokerId);
  assert.deepEqual([...asked].sort(), [1, 2]);
  for (let i = 0; i < 3; i++) {
    assert.equal((await cluster.sendToAny(ping, "x", never, new Set([1]))).brokerId, 2);
  }
  await second.close();
  await until("its end is noticed", () => !cluster.isReachable(2));
  assert.equal((await cluster.sendToAny(ping, "x", never, new Set([1]))).brokerId, 1);
  cluster.close();
  await first.close();
});

Deno.test("a broker that the cluster has lost is asked only if no other one answers", async () => {
  const [live, lost] = [await FakeBroker.listen(echo), await FakeBroker.listen(echo)];
  const { cluster } = connectTo([live.port]);
  cluster.learn([local(1, live.port), local(2, lost.port)]);
  await cluster.settle(2_000, never);
  cluster.learn([local(1, live.port)]);
  for (let i = 0; i < 4; i++) {
    assert.equal((await cluster.sendToAny(ping, "x", never)).brokerId, 1);
  }
  assert.equal(
    (await cluster.sendToAny(ping, "x", never, new Set([1]))).brokerId,
    2,
    "a second opinion",
  );
  live.behaviour = () => {};
  assert.equal((await cluster.sendToAny(ping, "x", never)).brokerId, 2);
  cluster.close();
  await Promise.all([live.close(), lost.close()]);
});

Deno.test("a broker that the cluster has taken back is connected to at once", async () => {
  const [live, ended] = [await FakeBroker.listen(echo), await FakeBroker.listen(echo)];
  await ended.close();
  const waits = { firstRetryMs: 600_000, longestRetryMs: 600_000 };
  const { cluster } = connectTo([live.port], waits);
  cluster.learn([local(1, live.port), local(2, ended.port)]);
  await cluster.settle(2_000, never);
  assert.ok(!cluster.isReachable(2));
  const back = await FakeBroker.listen(echo, { port: ended.port });
  cluster.learn([local(1, live.port), local(2, back.port)]);
  assert.equal(back.sockets.size, 0, "it was named all the time: nothing has changed");
  cluster.learn([local(1, live.port)]);
  cluster.learn([local(1, live.port), local(2, back.port)]);
  await until("it is connected to", () => cluster.isReachable(2));
  cluster.close();
  await Promise.all([live.close(), back.close()]);
});

Deno.test("another broker is tried when the first one does not answer", async () => {
  const [silent, good] = [await FakeBroker.listen(() => {}), await FakeBroker.listen(echo)];
  const { cluster } = connectTo([good.port]);
  cluster.learn([local(1, silent.port), local(2, good.port)]);
  await cluster.settle(2_000, never);
  for (let i = 0; i < 2; i++) {
    assert.equal((await cluster.sendToAny(ping, "x", never)).brokerId, 2);
  }
  assert.equal(silent.requests.length, 1);
  cluster.close();
  await Promise.all([silent.close(), good.close()]);
});

Deno.test("a moved broker is connected to at its new place, an unnamed one kept for a while", async () => {
  let nowMs = 0;
  const [seed, old, young] = [
    await FakeBroker.listen(echo),
    await FakeBroker.listen(echo),
    await FakeBroker.listen(echo),
  ];
  const clock = { nowMs: () => nowMs };
  const { cluster } = connectTo([seed.port], { clock, brokerMemoryMs: 1_000 });
  cluster.learn([local(1, old.port), local(2, seed.port)]);
  await cluster.settle(2_000, never);
  cluster.learn([local(1, young.port)]);
  await cluster.settle(2_000, never);
  await cluster.send(1, ping, "x", never);
  assert.equal(young.requests.length, 1);
  await until("the old place is left", () => old.sockets.size === 0);
  nowMs = 1_000;
  cluster.learn([local(1, young.port)]);
  assert.deepEqual(cluster.knownBrokers().map(({ id }) => id), [1, 2]);
  nowMs = 1_001;
  cluster.learn([local(1, young.port)]);
  assert.deepEqual(cluster.knownBrokers().map(({ id }) => id), [1]);
  await until("the forgotten one is left", () => seed.sockets.size === 0);
  await assert.rejects(cluster.send(2, ping, "x", never), /never named/);
  cluster.close();
  await Promise.all([seed, old, young].map((fake) => fake.close()));
});

Deno.test("seeds are tried again when every known broker is gone: the cluster may have moved", async () => {
  const [seed, broker] = [await FakeBroker.listen(echo), await FakeBroker.listen(echo)];
  const { cluster } = connectTo([seed.port]);
  cluster.learn([local(1, broker.port)]);
  await until("the seed is closed", () => cluster.isReachable(1) && seed.sockets.size === 0);
  await broker.close();
  let answered = false;
  await until("the seed answers", () => {
    void cluster.sendToAny(ping, "moved", never).then(() => answered = true, () => {});
    return answered;
  });
  assert.ok(seed.requests.length > 0);
  cluster.close();
  await seed.close();
});

Deno.test("when nobody can be reached the error tells why, seed by seed", async () => {
  const gone = await FakeBroker.listen(echo);
  await gone.close();
  const { cluster } = connectTo([gone.port]);
  await cluster.settle(2_000, never);
  await assert.rejects(cluster.sendToAny(ping, "x", never), (error: Error) => {
    assert.ok(error instanceof BrokerUnavailableError);
    assert.match(error.message, /No broker answered Ping: Cannot connect to seed .* refused/);
    return true;
  });
  cluster.close();
});

Deno.test("a seed that is no address is refused with how to write it", () => {
  assert.throws(
    () => connectTo([], { bootstrapServers: ["kafka-1"] }),
    /The Kafka server "kafka-1" is not HOST:PORT: write it like/,
  );
});

Deno.test("settling ends at its deadline, and does not wait for the same broker again", async () => {
  const [seed, frozen] = [
    await FakeBroker.listen(echo),
    await FakeBroker.listen(() => {}, { versions: undefined }),
  ];
  const { cluster } = connectTo([seed.port], { connectTimeoutMs: 20_000 });
  cluster.learn([local(1, frozen.port)]);
  const startedMs = performance.now();
  await cluster.settle(100, never);
  assert.ok(performance.now() - startedMs >= 95);
  await cluster.settle(10_000, never);
  assert.ok(performance.now() - startedMs < 2_000);
  cluster.close();
  await Promise.all([seed.close(), frozen.close()]);
});

Deno.test("closing with requests in flight rejects them and leaves no socket and no rejection behind", async () => {
  const unhandled: unknown[] = [];
  const note = (event: PromiseRejectionEvent) => {
    event.preventDefault();
    unhandled.push(event.reason);
  };
  addEventListener("unhandledrejection", note);
  const [silent, frozen] = [
    await FakeBroker.listen(() => {}),
    await FakeBroker.listen(() => {}, { versions: undefined }),
  ];
  const { cluster } = connectTo([silent.port]);
  cluster.learn([local(1, silent.port), local(2, frozen.port)]);
  await until("one is connected", () => cluster.isReachable(1));
  const waiting = [1, 2, 3].map(() => cluster.send(1, ping, "x", never));
  const ends = waiting.map((sent) => assert.rejects(sent, BrokerUnavailableError));
  await until("they are on the wire", () => silent.requests.length === 3);
  cluster.close();
  await Promise.all(ends);
  await until("no socket is left", () => silent.sockets.size + frozen.sockets.size === 0);
  await Promise.all([silent.close(), frozen.close()]);
  removeEventListener("unhandledrejection", note);
  assert.deepEqual(unhandled, []);
});
