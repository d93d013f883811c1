import assert from "node:assert/strict";
import { connectToItself, QuickTurns } from "../../../src/runtime/quick_turns.ts";
import { runSliced } from "../../../src/runtime/slices.ts";

const ANSWERS = 20;

/** Work in steps of about a millisecond, until it is told that it is enough. */
function* work(isEnough: () => boolean): Generator<void, number, void> {
  for (let steps = 0;; steps++) {
    if (isEnough() || steps === 1_000) return steps;
    const endMs = performance.now() + 1;
    while (performance.now() < endMs);
    yield;
  }
}

Deno.test("with quick turns sockets are served after every slice of work", async () => {
  using turns = new QuickTurns();
  assert.equal(await turns.opened, true);
  const url = Promise.withResolvers<string>();
  await using server = Deno.serve({
    hostname: "127.0.0.1",
    port: 0,
    onListen: ({ port }) => url.resolve(`http://127.0.0.1:${port}/`),
  }, () => new Response("served"));
  assert.ok(server);
  const worker = new Worker(new URL("asking_worker.ts", import.meta.url), { type: "module" });
  let answers = 0;
  const first = Promise.withResolvers<void>();
  worker.onmessage = () => {
    answers++;
    first.resolve();
  };
  worker.postMessage(await url.promise);
  await first.promise;
  const steps = await runSliced(work(() => answers > ANSWERS));
  worker.terminate();
  // An answer takes a few turns of three steps each; Deno would look at sockets for 61 turns.
  assert.ok(steps < 30 * ANSWERS, `${steps} steps for ${ANSWERS} answers`);
});

Deno.test("work goes on when quick turns come and end", async () => {
  let enough = false;
  const steps = runSliced(work(() => enough));
  const turns = new QuickTurns();
  assert.equal(await turns.opened, true);
  turns[Symbol.dispose]();
  await new Promise((resolve) => setTimeout(resolve, 20));
  enough = true;
  assert.ok(await steps < 1_000);
});

Deno.test("quick turns that end while they are opened leave nothing", async () => {
  const turns = new QuickTurns();
  turns[Symbol.dispose]();
  assert.equal(await turns.opened, false);
});

Deno.test("somebody else who connects is left alone", async () => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  using stranger = await Deno.connect({ hostname: "127.0.0.1", port: listener.addr.port });
  const { near, far } = await connectToItself(listener);
  assert.equal(far.remoteAddr.port, near.localAddr.port);
  assert.equal(await stranger.read(new Uint8Array(1)), null, "hung up on");
  near.close();
  far.close();
});
