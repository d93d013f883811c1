import assert from "node:assert/strict";
import { Lifecycle } from "../../../src/runtime/lifecycle.ts";
import { lineLogger } from "../../../src/runtime/line_logger.ts";

function lifecycle(totalMs?: number) {
  const lines: string[] = [];
  const write = (bytes: Uint8Array) => {
    lines.push(new TextDecoder().decode(bytes));
    return bytes.length;
  };
  const logger = lineLogger({ level: "info", format: "text", write });
  return { parts: new Lifecycle(logger, totalMs), log: () => lines.join("") };
}

const forever = () => new Promise<void>(() => {});

Deno.test("parts stop backwards, one after the other, and only once", async () => {
  const { parts, log } = lifecycle();
  const stopped: string[] = [];
  for (const name of ["line", "listener", "timer"]) {
    parts.add({ name, budgetMs: 1_000, stop: () => void stopped.push(name) });
  }
  await parts.stop();
  await parts.stop();
  assert.deepEqual(stopped, ["timer", "listener", "line"]);
  assert.equal(log(), "");
});

Deno.test("a part that overruns its budget is logged and left, its signal aborted", async () => {
  const { parts, log } = lifecycle();
  let firstStopped = false;
  let aborted = false;
  parts.add({ name: "first", budgetMs: 1_000, stop: () => void (firstStopped = true) });
  parts.add({
    name: "the listener",
    budgetMs: 5,
    stop: (signal) => {
      signal.addEventListener("abort", () => aborted = true);
      return forever();
    },
  });
  await parts.stop();
  assert.ok(firstStopped && aborted);
  assert.match(log(), /level=warn msg="Stopping the listener did not end within 5ms"\n$/);
});

Deno.test("a part that fails to stop is logged and the others are stopped", async () => {
  const { parts, log } = lifecycle();
  let stopped = false;
  parts.add({ name: "first", budgetMs: 100, stop: () => void (stopped = true) });
  parts.add({
    name: "the state",
    budgetMs: 100,
    stop: () => {
      throw new Error("disk full");
    },
  });
  await parts.stop();
  assert.ok(stopped);
  assert.match(log(), /msg="Cannot stop the state properly" error="Error: disk full"/);
});

Deno.test("all parts together do not take longer than the total", async () => {
  const { parts } = lifecycle(60);
  const from = performance.now();
  for (let i = 0; i < 20; i++) parts.add({ name: `${i}`, budgetMs: 1_000, stop: forever });
  await parts.stop();
  assert.ok(performance.now() - from < 2_000);
});
