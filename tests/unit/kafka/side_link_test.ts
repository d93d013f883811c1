import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { connectTo, local } from "../../wire_fakes/cluster_of_fakes.ts";
import { type Behaviour, echo, FakeBroker } from "../../wire_fakes/fake_broker.ts";
import { ping } from "../../wire_fakes/ping.ts";
import { waitFor } from "../../program/wait_for.ts";
import { RecordingLogger } from "../../wire_fakes/recorders.ts";

const never = new AbortController().signal;

/** Answers pings one after the other, and never one of the text `controller`, as brokers do. */
function withoutController(): Behaviour {
  const stuck = new WeakSet<object>();
  return (request, socket) => {
    if (Buffer.from(request.body.subarray(2)).toString() === "controller") stuck.add(socket);
    if (!stuck.has(socket)) echo(request, socket);
  };
}

async function connected(
  fakes: readonly FakeBroker[],
  options: Parameters<typeof connectTo>[1] = {},
) {
  const { cluster } = connectTo([], options);
  cluster.learn(fakes.map(({ port }, index) => local(index + 1, port)));
  await cluster.settle(2_000, never);
  return cluster;
}

Deno.test("a controller that does not answer holds up nothing else, and makes no broker unreachable", async () => {
  const broker = await FakeBroker.listen(withoutController());
  const logger = new RecordingLogger();
  const cluster = await connected([broker], { logger });
  const asked = cluster.sendToController(ping, "controller", never);
  const failed = assert.rejects(asked, /No answer to Ping from broker 1/);
  for (const text of ["a", "b"]) {
    assert.equal((await cluster.send(1, ping, text, never)).text, text);
  }
  await failed;
  assert.equal(cluster.isReachable(1), true);
  await assert.rejects(
    cluster.sendToController(ping, "controller", never),
    /Cannot ask the controller for Ping: it did not answer lately/,
    "it is not asked again at once",
  );
  assert.deepEqual(logger.lines.filter((line) => line.startsWith("warn")), []);
  cluster.close();
  await broker.close();
});

Deno.test("the controller is not waited for as long as brokers are, where that is longer", async () => {
  const broker = await FakeBroker.listen(withoutController());
  const cluster = await connected([broker], { sideTimeoutMs: 50 });
  const ended: string[] = [];
  const asked = async (who: string, answer: Promise<unknown>) => {
    await assert.rejects(answer);
    ended.push(who);
  };
  const waits = [
    asked("broker", cluster.send(1, ping, "controller", never)),
    asked("controller", cluster.sendToController(ping, "controller", never)),
  ];
  await Promise.all(waits);
  assert.deepEqual(ended, ["controller", "broker"]);
  cluster.close();
  await broker.close();
});

Deno.test("a controller that is away is asked again soon where answers are waited for shortly", async () => {
  const broker = await FakeBroker.listen(withoutController());
  const cluster = await connected([broker], { sideTimeoutMs: 50 });
  let asked = 0;
  await waitFor("it was asked four times", async () => {
    const refusal = await cluster.sendToController(ping, "controller", never).catch(String);
    if (/No answer/.test(`${refusal}`)) asked++;
    return asked === 4;
  }, 3_000);
  cluster.close();
  await broker.close();
});

Deno.test("the controller is asked over one connection, which ends with the cluster's", async () => {
  const broker = await FakeBroker.listen(echo);
  const cluster = await connected([broker]);
  for (const text of ["a", "b"]) {
    assert.equal((await cluster.sendToController(ping, text, never)).text, text);
  }
  assert.equal(broker.accepted, 2, "the broker's own, and the controller's");
  cluster.close();
  await broker.close();
});

Deno.test("while no broker lives, the controller cannot be asked", async () => {
  const { cluster } = connectTo([]);
  await assert.rejects(
    cluster.sendToController(ping, "x", never),
    /Cannot ask the controller for Ping: there is no broker/,
  );
  cluster.close();
});

Deno.test("what a broker must ask others for holds up nothing else of it", async () => {
  const broker = await FakeBroker.listen(withoutController());
  const cluster = await connected([broker]);
  const aside = (text: string) => cluster.sendAside(1, ping, text, never);
  assert.equal((await aside("a")).text, "a");
  const failed = assert.rejects(aside("controller"), /No answer to Ping from broker 1/);
  assert.equal((await cluster.send(1, ping, "b", never)).text, "b");
  assert.equal((await cluster.sendToController(ping, "c", never)).text, "c");
  await failed;
  assert.equal(cluster.isReachable(1), true);
  await assert.rejects(aside("d"), /Cannot ask broker 1 for Ping: it did not answer lately/);
  cluster.retain(new Set());
  await assert.rejects(aside("e"), /Cannot ask broker 1 for Ping: there is no broker/);
  cluster.close();
  await broker.close();
});
