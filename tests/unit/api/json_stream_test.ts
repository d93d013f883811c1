import assert from "node:assert/strict";
import { jsonStream } from "../../../src/api/json_stream.ts";

function* numbers(count: number, taken: { count: number }): Generator<unknown, void, void> {
  try {
    for (; taken.count < count; taken.count++) yield { number: taken.count, text: "x".repeat(50) };
  } finally {
    taken.count = -1;
  }
}

const whole = (stream: ReadableStream<Uint8Array>) => new Response(stream).json();

Deno.test("the fields and all items are one JSON object", async () => {
  for (const count of [0, 1, 3_000]) {
    const body = await whole(jsonStream({ a: "1" }, "items", numbers(count, { count: 0 })));
    assert.equal(body.a, "1");
    assert.equal(body.items.length, count);
  }
});

Deno.test("nothing is made before the client reads it, and timers fire in between", async () => {
  const taken = { count: 0 };
  const reader = jsonStream({ a: 1 }, "items", numbers(1e6, taken)).getReader();
  await reader.read();
  await new Promise((resolve) => setTimeout(resolve, 0));
  assert.ok(taken.count < 5_000, `${taken.count} made after one piece was read`);
  let turns = 0;
  const timer = setInterval(() => turns++, 0);
  for (let piece = 0; piece < 50; piece++) await reader.read();
  clearInterval(timer);
  assert.ok(turns > 5, `${turns} turns of the event loop`);
  await reader.cancel();
  assert.equal(taken.count, -1, "a client that leaves ends the work");
});
