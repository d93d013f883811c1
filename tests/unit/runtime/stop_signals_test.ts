import assert from "node:assert/strict";
import { withDeadline } from "../../../src/runtime/deadline.ts";
import { listenForStopSignals } from "../../../src/runtime/stop_signals.ts";

Deno.test("the first signal asks to stop, the second one not to wait", async () => {
  const signals = listenForStopSignals();
  const first = new Promise((resolve) => signals.stop.addEventListener("abort", resolve));
  assert.equal(signals.stop.aborted, false);
  // SIGINT would end the test runner itself.
  Deno.kill(Deno.pid, "SIGTERM");
  await withDeadline(() => first, 5_000, "Waiting for the first signal");
  assert.equal(signals.stop.reason, "SIGTERM");
  Deno.kill(Deno.pid, "SIGTERM");
  const second = await withDeadline(() => signals.second, 5_000, "Waiting for the second signal");
  assert.equal(second, "SIGTERM");
  signals.dispose();
});
