import assert from "node:assert/strict";
import { RenderSchedule } from "../../../src/app/render_schedule.ts";

/** A render pass that ends when it is told to. */
function passes() {
  const started: PromiseWithResolvers<void>[] = [];
  let waiting = Promise.withResolvers<void>();
  return {
    started,
    render: () => {
      const pass = Promise.withResolvers<void>();
      started.push(pass);
      waiting.resolve();
      return pass.promise;
    },
    async untilStarted(count: number) {
      while (started.length < count) {
        waiting = Promise.withResolvers();
        await waiting.promise;
      }
    },
  };
}

Deno.test("a pass begins at once when the cycles of all clusters have ended", async () => {
  const { started, render } = passes();
  const schedule = new RenderSchedule({ clusters: 2, render, nextExpiryMs: () => undefined });
  schedule.cycleEnded(0);
  schedule.cycleEnded(0);
  assert.equal(started.length, 0);
  schedule.cycleEnded(1);
  assert.equal(started.length, 1);
  started[0]!.resolve();
  await schedule.stop();
});

Deno.test("a cluster whose cycle does not end holds up the others for a second only", async () => {
  const { started, render, untilStarted } = passes();
  const schedule = new RenderSchedule({ clusters: 2, render, nextExpiryMs: () => undefined });
  schedule.cycleEnded(0);
  await untilStarted(1);
  started[0]!.resolve();
  await schedule.stop();
});

Deno.test("what ends during a pass is rendered after it, once, never beside it", async () => {
  const { started, render, untilStarted } = passes();
  const schedule = new RenderSchedule({ clusters: 1, render, nextExpiryMs: () => undefined });
  for (let i = 0; i < 3; i++) schedule.cycleEnded(0);
  assert.equal(started.length, 1);
  started[0]!.resolve();
  await untilStarted(2);
  started[1]!.resolve();
  await schedule.stop();
  assert.equal(started.length, 2);
});

Deno.test("a pass begins when something that is shown expires", async () => {
  const { started, render, untilStarted } = passes();
  const schedule = new RenderSchedule({
    clusters: 1,
    render,
    nextExpiryMs: () => started.length === 1 ? 20 : undefined,
  });
  schedule.cycleEnded(0);
  started[0]!.resolve();
  await untilStarted(2);
  started[1]!.resolve();
  await schedule.stop();
});

Deno.test("after stop nothing is rendered", async () => {
  const { started, render } = passes();
  const schedule = new RenderSchedule({ clusters: 1, render, nextExpiryMs: () => undefined });
  await schedule.stop();
  schedule.cycleEnded(0);
  assert.equal(started.length, 0);
});
