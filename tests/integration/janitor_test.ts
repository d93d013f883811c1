import assert from "node:assert/strict";
import { Janitor } from "../lab/janitor.ts";

Deno.test("a janitor kills what it started, with what that started, and removes its folder", async () => {
  const janitor = await Janitor.start("janitor-test-");
  const child = janitor.spawn(["sh", "-c", "sleep 1000 & wait"]);
  await Deno.stat(janitor.folder);
  await janitor[Symbol.asyncDispose]();
  const { signal } = await child.status;
  assert.equal(signal, "SIGKILL");
  await assert.rejects(Deno.stat(janitor.folder), Deno.errors.NotFound);
});
