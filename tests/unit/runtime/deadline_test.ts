import assert from "node:assert/strict";
import { TimeoutError, withDeadline } from "../../../src/runtime/deadline.ts";

const forever = () => new Promise<never>(() => {});

Deno.test("the work's result or error is passed on, and no timer is left", async () => {
  assert.equal(await withDeadline(() => Promise.resolve(7), 60_000, "Work"), 7);
  const work = () => Promise.reject(new RangeError("no"));
  await assert.rejects(withDeadline(work, 60_000, "Work"), RangeError);
});

Deno.test("work that ignores its signal is left after the deadline", async () => {
  await assert.rejects(withDeadline(forever, 5, "Reading topics"), (error: Error) => {
    assert.ok(error instanceof TimeoutError);
    assert.equal(error.message, "Reading topics did not end within 5ms");
    return true;
  });
});

Deno.test("the work's own signal is aborted with the TimeoutError", async () => {
  let reason: unknown;
  await assert.rejects(withDeadline(
    (signal) => {
      signal.addEventListener("abort", () => reason = signal.reason);
      return forever();
    },
    5,
    "Work",
  ));
  assert.ok(reason instanceof TimeoutError);
});

Deno.test("aborting from outside rejects with the outer reason", async () => {
  const outer = new AbortController();
  const pending = withDeadline(forever, 60_000, "Work", outer.signal);
  outer.abort(new Error("stop"));
  await assert.rejects(pending, /^Error: stop$/);
});

Deno.test("work is not begun when the outer signal was aborted before", async () => {
  const outer = AbortSignal.abort(new Error("stop"));
  const begun = () => assert.fail("begun");
  await assert.rejects(withDeadline(begun, 1, "Work", outer), /^Error: stop$/);
});

Deno.test("an outer signal that lives on keeps no listener", async () => {
  const outer = new AbortController();
  let listeners = 0;
  const { addEventListener, removeEventListener } = outer.signal;
  outer.signal.addEventListener = (...args: Parameters<typeof addEventListener>) => {
    listeners++;
    addEventListener.apply(outer.signal, args);
  };
  outer.signal.removeEventListener = (...args: Parameters<typeof removeEventListener>) => {
    listeners--;
    removeEventListener.apply(outer.signal, args);
  };
  for (let i = 0; i < 3; i++) {
    await withDeadline(() => Promise.resolve(), 60_000, "Work", outer.signal);
  }
  assert.equal(listeners, 0);
});
