import assert from "node:assert/strict";
import {
  BrokerUnavailableError,
  RequestTimeoutError,
  UnsupportedApiError,
} from "../../../src/kafka/errors.ts";
import { connectTo, local } from "../../wire_fakes/cluster_of_fakes.ts";
import { echo, FakeBroker } from "../../wire_fakes/fake_broker.ts";
import { frame } from "../../wire_fakes/frames.ts";
import { ping, PING_KEY, pong } from "../../wire_fakes/ping.ts";
import { until } from "../../wire_fakes/until.ts";

const never = new AbortController().signal;

Deno.test("seeds are asked while no broker is known, and closed when one is connected", async () => {
  const [seed, broker] = [await FakeBroker.listen(echo), await FakeBroker.listen(echo)];
  const { cluster } = connectTo([seed.port]);
  await cluster.settle(2_000, never);
  assert.equal((await cluster.sendToAny(ping, "x", never)).brokerId, undefined);
  cluster.learn([local(4, broker.port)]);
  await cluster.settle(2_000, never);
  assert.equal((await cluster.sendToAny(ping, "x", never)).brokerId, 4);
  await until("the idle seed is closed", () => seed.sockets.size === 0);
  assert.equal(cluster.isReachable(4), true);
  assert.equal(cluster.version(4, ping), 9);
  cluster.close();
  await Promise.all([seed.close(), broker.close()]);
});

Deno.test("one seed of several is enough to settle", async () => {
  const frozen = await FakeBroker.listen(() => {}, { versions: undefined });
  const seed = await FakeBroker.listen(echo);
  const { cluster } = connectTo([frozen.port, seed.port], { connectTimeoutMs: 20_000 });
  await cluster.settle(10_000, never);
  assert.equal((await cluster.sendToAny(ping, "x", never)).answer.text, "x");
  cluster.close();
  await Promise.all([frozen.close(), seed.close()]);
});

Deno.test("twenty requests at once on a fresh link open one socket", async () => {
  const broker = await FakeBroker.listen(echo);
  const { cluster } = connectTo([broker.port]);
  cluster.learn([local(1, broker.port)]);
  await cluster.settle(2_000, never);
  await until("the seed's socket is closed", () => broker.sockets.size === 1);
  const texts = Array.from({ length: 20 }, (_, i) => `${i}`);
  const answers = await Promise.all(texts.map((text) => cluster.send(1, ping, text, never)));
  assert.deepEqual(answers.map(({ text }) => text), texts);
  assert.equal(broker.accepted, 2, "one for the seed, one for the broker");
  cluster.close();
  await broker.close();
});

Deno.test("a broker that stops answering fails alone, then at once, and comes back by itself", async () => {
  const [good, bad] = [await FakeBroker.listen(echo), await FakeBroker.listen(echo)];
  const { cluster, observer } = connectTo([good.port]);
  cluster.learn([local(1, good.port), local(2, bad.port)]);
  await cluster.settle(2_000, never);
  const held: (() => void)[] = [];
  bad.behaviour = (request, socket) => held.push(() => echo(request, socket));
  const silent = assert.rejects(cluster.send(2, ping, "late", never), RequestTimeoutError);
  assert.equal((await cluster.send(1, ping, "fast", never)).text, "fast");
  await silent;
  assert.equal(cluster.isReachable(2), false);
  await assert.rejects(cluster.send(2, ping, "x", never), (error: Error) => {
    assert.ok(error instanceof BrokerUnavailableError);
    assert.match(error.message, /broker 2 at 127\.0\.0\.1:\d+ for Ping: Lost .* No answer to Ping/);
    return true;
  });
  bad.behaviour = echo;
  for (const answerLate of held) answerLate();
  await until("it is connected again", () => cluster.isReachable(2));
  assert.equal((await cluster.send(2, ping, "after", never)).text, "after");
  assert.deepEqual(observer.done.map(({ failure }) => failure), [undefined, "timeout", undefined]);
  cluster.close();
  await Promise.all([good.close(), bad.close()]);
});

Deno.test("a broker that refuses is dialled in the background until it accepts", async () => {
  const seed = await FakeBroker.listen(echo);
  const gone = await FakeBroker.listen(echo);
  await gone.close();
  const { cluster } = connectTo([seed.port]);
  await cluster.settle(2_000, never);
  cluster.learn([local(3, gone.port)]);
  await cluster.settle(2_000, never);
  await assert.rejects(cluster.send(3, ping, "x", never), /Cannot connect to broker 3 .* refused/);
  assert.equal((await cluster.sendToAny(ping, "by the seed", never)).brokerId, undefined);
  const back = await FakeBroker.listen(echo, { port: gone.port });
  await until("it is connected", () => cluster.isReachable(3));
  cluster.close();
  await Promise.all([seed.close(), back.close()]);
});

Deno.test("an API without a common version is unsupported, and the broker stays connected", async () => {
  const versions = new Map([[PING_KEY, [10, 12]]] as const);
  const broker = await FakeBroker.listen(echo, { versions });
  const { cluster, observer } = connectTo([broker.port]);
  cluster.learn([local(1, broker.port)]);
  await cluster.settle(2_000, never);
  assert.equal(cluster.version(1, ping), undefined);
  await assert.rejects(cluster.send(1, ping, "x", never), (error: Error) => {
    assert.ok(error instanceof UnsupportedApiError);
    assert.match(error.message, /speaks versions 10 to 12, this program 2 to 9/);
    return true;
  });
  assert.equal(cluster.isReachable(1), true);
  assert.equal(observer.done[0]?.failure, "unsupported");
  cluster.close();
  await broker.close();
});

Deno.test("throttling is told with the broker's id and is no failure", async () => {
  const broker = await FakeBroker.listen(({ correlationId }, socket) => {
    socket.write(frame(correlationId, pong("ok", 40)));
  });
  const { cluster, observer } = connectTo([broker.port]);
  cluster.learn([local(1, broker.port)]);
  await cluster.settle(2_000, never);
  await cluster.send(1, ping, "x", never);
  assert.deepEqual(observer.throttles, [{ brokerId: 1, seconds: 0.04 }]);
  assert.equal(observer.done[0]?.failure, undefined);
  cluster.close();
  await broker.close();
});
