import assert from "node:assert/strict";
import { type OutboxSink, SINK_COALESCED, SINK_EVENTS } from "../../../src/alerts/outbox/outbox.ts";
import { madeEvent, openDesk, resolvedEvent } from "./desk_parts.ts";

const all = (name: string): OutboxSink => ({ name, takes: () => true });

Deno.test("events come out as they went in, numbers that are missing too", () => {
  using desk = openDesk();
  desk.outbox.setSinks([all("s")], 100);
  const event = madeEvent("t", 1, { unobservedSinceMs: 5, runbookUrl: "https://x" });
  desk.add(event, resolvedEvent("u"));
  assert.deepEqual(desk.outbox.take("s", 9).map((queued) => queued.event), [
    event,
    resolvedEvent("u"),
  ]);
});

Deno.test("a batch has no alert twice, so that sending it again changes no order", () => {
  using desk = openDesk();
  desk.outbox.setSinks([all("s")], 100);
  desk.add(madeEvent("a"), resolvedEvent("a"), madeEvent("b"));
  const take = () => desk.outbox.take("s", 9);
  const ids = (queued: ReturnType<typeof take>) => queued.map(({ event }) => event.id.slice(0, 1));
  const first = take();
  assert.deepEqual(ids(first), ["a", "b"]);
  desk.outbox.giveBack("s");
  assert.deepEqual(take(), first);
  desk.outbox.settle("s", first, "delivered");
  assert.deepEqual(take().map(({ event }) => event.status), ["resolved"]);
});

Deno.test("each sink has its own queue, of the events that are for it", () => {
  using desk = openDesk();
  const onlyA: OutboxSink = { name: "a", takes: ({ subject }) => subject.topic === "a" };
  desk.outbox.setSinks([onlyA, all("s")], 100);
  desk.add(madeEvent("a"), madeEvent("b"));
  assert.deepEqual([desk.outbox.length("a"), desk.outbox.length("s")], [1, 2]);
  desk.outbox.settle("s", desk.outbox.take("s", 9), "delivered");
  assert.deepEqual([desk.outbox.length("a"), desk.outbox.length("s")], [1, 0]);
});

Deno.test("a full queue keeps the newest of each alert, which counts what went", () => {
  using desk = openDesk();
  desk.outbox.setSinks([all("s")], 10);
  for (let n = 1; n <= 11; n++) desk.add(madeEvent("a", n));
  desk.add(madeEvent("b"));
  const left = desk.outbox.take("s", 99).map(({ event }) => [event.sequence, event.coalesced]);
  assert.deepEqual(left, [[11, 10], [1, 0]]);
  assert.deepEqual(desk.counters.of(SINK_COALESCED), [{ labels: ["s"], value: 10 }]);
  assert.match(desk.logger.text, /only the newest is kept .*"dropped":10,"left":1/);
});

Deno.test("however many alerts there are, the last state of each stays", () => {
  using desk = openDesk();
  desk.outbox.setSinks([all("s")], 10);
  for (let round = 1; round <= 5; round++) {
    for (let n = 0; n < 40; n++) desk.add(madeEvent(`t-${n}`, round));
  }
  const left = desk.outbox.take("s", 999);
  assert.equal(new Set(left.map(({ event }) => event.fingerprint)).size, 40);
  desk.outbox.settle("s", left, "delivered");
  let newest = new Map(left.map(({ event }) => [event.fingerprint, event]));
  for (let more; (more = desk.outbox.take("s", 999)).length > 0;) {
    newest = new Map([...newest, ...more.map(({ event }) => [event.fingerprint, event] as const)]);
    desk.outbox.settle("s", more, "delivered");
  }
  assert.ok([...newest.values()].every(({ sequence }) => sequence === 5));
});

Deno.test("what is being sent is not merged into anything before it is known how it went", () => {
  using desk = openDesk();
  desk.outbox.setSinks([all("s")], 2);
  desk.add(madeEvent("a", 1));
  const sent = desk.outbox.take("s", 9);
  for (let n = 2; n <= 6; n++) desk.add(madeEvent("a", n));
  desk.outbox.settle("s", sent, "delivered");
  desk.add(madeEvent("a", 7));
  const [next] = desk.outbox.take("s", 9);
  assert.deepEqual([next!.event.sequence, next!.event.coalesced], [7, 5], "2 to 6, and not 1");
});

Deno.test("a queue and its counters are there after another start", async () => {
  const dir = await Deno.makeTempDir();
  try {
    {
      using desk = openDesk(`${dir}/state.db`);
      desk.outbox.setSinks([all("s")], 100);
      desk.add(madeEvent("a"), madeEvent("b"));
      desk.outbox.settle("s", desk.outbox.take("s", 1), "delivered");
    }
    using desk = openDesk(`${dir}/state.db`);
    desk.outbox.setSinks([all("s")], 100);
    assert.equal(desk.outbox.length("s"), 1);
    assert.deepEqual(desk.outbox.take("s", 9).map(({ event }) => event.subject.topic), ["b"]);
    assert.deepEqual(desk.counters.of(SINK_EVENTS), [{ labels: ["s"], value: 1 }]);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
});

Deno.test("what waits for a sink that is set no more is dropped, and said so", () => {
  using desk = openDesk();
  desk.outbox.setSinks([all("old"), all("s")], 100);
  desk.add(madeEvent("a"));
  desk.outbox.setSinks([all("s")], 100);
  assert.deepEqual(desk.store.queues(), ["s"]);
  assert.match(desk.logger.text, /set no more were dropped .*"sink":"old","length":1/);
});
