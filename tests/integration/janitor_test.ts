import assert from "node:assert/strict";
import { Janitor } from "../lab/janitor.ts";
import { waitFor } from "../program/wait_for.ts";

const LASTING = ["sh", "-c", "sleep 1000 & wait"];

Deno.test("a janitor kills what it started, with what that started, and removes its folder", async () => {
  const janitor = await Janitor.start("janitor-test-");
  const child = janitor.spawn(LASTING);
  const pidFile = `${janitor.folder}/pids/1`;
  await waitFor(
    "it has started",
    () => Deno.readTextFile(pidFile).then((pid) => Number(pid) === child.pid, () => false),
    30_000,
  );
  await janitor[Symbol.asyncDispose]();
  const { signal } = await child.status;
  assert.equal(signal, "SIGKILL");
  await assert.rejects(Deno.stat(janitor.folder), Deno.errors.NotFound);
});

Deno.test("what is being started when its owner ends is killed, or does not start", async () => {
  const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  for (const waitMs of [0, 0, 0, 1, 1, 2, 2, 3, 4, 6]) {
    const janitor = await Janitor.start("janitor-test-");
    // It waits for the end of its owner by now, so it is as quick as can be.
    await pause(50);
    const child = janitor.spawn(LASTING);
    await pause(waitMs);
    await janitor[Symbol.asyncDispose]();
    const { success } = await child.status;
    assert.equal(success, false);
  }
});
