import assert from "node:assert/strict";
import { jsonItems, textStream } from "../../../src/runtime/text_stream.ts";

function* numbers(count: number, taken: { count: number }): Generator<unknown, void, void> {
  try {
    for (; taken.count < count; taken.count++) yield { number: taken.count, text: "x".repeat(50) };
  } finally {
    taken.count = -1;
  }
}

Deno.test("what is before, all items and what is after are one JSON text", async () => {
  for (const count of [0, 1, 3_000]) {
    const pieces = jsonItems('{"a":"ü","items":[', numbers(count, { count: 0 }), "]}");
    const body = await new Response(textStream(pieces)).json();
    assert.equal(body.a, "ü");
    assert.equal(body.items.length, count);
  }
});

Deno.test("nothing is made before the reader takes it, and timers fire in between", async () => {
  const taken = { count: 0 };
  const reader = textStream(jsonItems("[", numbers(1e6, taken), "]")).getReader();
  await reader.read();
  await new Promise((resolve) => setTimeout(resolve, 0));
  assert.ok(taken.count < 5_000, `${taken.count} made after one chunk was read`);
  let turns = 0;
  const timer = setInterval(() => turns++, 0);
  for (let chunk = 0; chunk < 50; chunk++) await reader.read();
  clearInterval(timer);
  assert.ok(turns > 5, `${turns} turns of the event loop`);
  await reader.cancel();
  assert.equal(taken.count, -1, "a reader that leaves ends the work");
});
