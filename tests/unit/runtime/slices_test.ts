import assert from "node:assert/strict";
import { clearImmediate, setImmediate } from "node:timers";
import { inTurn, mapInSteps, runSliced } from "../../../src/runtime/slices.ts";

/** Keeps the event loop for about a millisecond. */
function burn(): void {
  const endMs = performance.now() + 1;
  while (performance.now() < endMs);
}

/** Counts turns of the event loop until it is stopped. */
function countTurns(): { count: number; stop(): void } {
  const turns = { count: 0, stop: () => clearImmediate(next) };
  const count = () => {
    turns.count++;
    next = setImmediate(count);
  };
  let next = setImmediate(count);
  return turns;
}

Deno.test("sockets are served while sliced work goes on", async () => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const served = listener.accept().then(async (conn) => {
    using peer = conn;
    const bytes = new Uint8Array(1);
    await peer.read(bytes);
    await peer.write(bytes);
  });
  using client = await Deno.connect({ hostname: "127.0.0.1", port: listener.addr.port });
  let answered = false;
  const asked = (async () => {
    await client.write(Uint8Array.of(7));
    await client.read(new Uint8Array(1));
    answered = true;
  })();
  function* work(): Generator<void, number, void> {
    for (let steps = 0;; steps++) {
      if (answered || steps === 1_000) return steps;
      burn();
      yield;
    }
  }
  const steps = await runSliced(work());
  await Promise.all([served, asked]);
  // An echo takes a few turns of some steps each; Deno would not look at sockets for 61 turns.
  assert.ok(steps < 150, `answered after ${steps} steps`);
});

Deno.test("one turn of the event loop is given to one piece of work", async () => {
  const turns = countTurns();
  const steps: { readonly work: number; readonly turn: number }[] = [];
  function* work(id: number): Generator<void, void, void> {
    for (let step = 0; step < 20; step++) {
      steps.push({ work: id, turn: turns.count });
      burn();
      yield;
    }
  }
  await Promise.all([1, 2, 3].map((id) => runSliced(work(id))));
  turns.stop();
  const later = steps.filter(({ turn }) => turn > 0);
  assert.ok(later.length > 30, `${later.length} of 60 steps came in later turns`);
  for (const [turn, ofTurn] of Map.groupBy(later, (step) => step.turn)) {
    assert.equal(new Set(ofTurn.map((step) => step.work)).size, 1, `turn ${turn}`);
  }
});

/** Until what was done without a turn is not counted any more. */
const rest = () => new Promise((resolve) => setTimeout(resolve, 20));

Deno.test("small work ends at once, without a turn", async () => {
  await rest();
  const turns = countTurns();
  const result = await runSliced((function* () {
    yield;
    return 5;
  })());
  turns.stop();
  assert.deepEqual([result, turns.count], [5, 0]);
});

Deno.test("much small work at once does not add up to a long turn", async () => {
  await rest();
  const turns = countTurns();
  const inTurns: number[] = [];
  const pieces = Array.from({ length: 12 }, (_, index) =>
    index % 2 === 0
      ? inTurn(() => {
        burn();
        inTurns.push(turns.count);
      })
      : runSliced((function* () {
        burn();
        yield;
        inTurns.push(turns.count);
      })()));
  await Promise.all(pieces);
  turns.stop();
  assert.equal(inTurns.length, 12);
  const most = Math.max(
    ...[...Map.groupBy(inTurns, (turn) => turn).values()].map((of) => of.length),
  );
  assert.ok(most <= 2, `${most} pieces in one turn`);
});

Deno.test("work without steps gives what it gives, also an error", async () => {
  assert.equal(await inTurn(() => 5), 5);
  await assert.rejects(inTurn(() => assert.fail("no")), /no/);
});

Deno.test("sliced work ends with its signal's reason", async () => {
  const controller = new AbortController();
  function* endless(): Generator<void, void, void> {
    for (;;) {
      burn();
      yield;
    }
  }
  const running = runSliced(endless(), controller.signal);
  controller.abort(new Error("enough"));
  await assert.rejects(running, /enough/);
});

Deno.test("mapping in steps may be interrupted after each item", () => {
  const work = mapInSteps([1, 2, 3], (n) => 10 * n);
  let steps = 0;
  let step = work.next();
  for (; !step.done; step = work.next()) steps++;
  assert.deepEqual([step.value, steps], [[10, 20, 30], 3]);
});
