import assert from "node:assert/strict";
import { PROJECT_ROOT } from "../../scripts/project_root.ts";
import { waitFor } from "../program/wait_for.ts";

/** A killed JVM that was writing may need seconds to end. */
const DEADLINE_MS = 40_000;

/** Whether a process is there and runs; one that waits for its parent's notice does not. */
function runs(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(Deno.readTextFileSync(`/proc/${pid}/status`));
  } catch {
    return false;
  }
}

/** Starts a process that owns a lab of one node, and gives the pids that it tells when it is ready. */
async function startOwner() {
  const owner = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", `${PROJECT_ROOT}scripts/lab.ts`, "--nodes=1", "--json"],
    stdin: "null",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const reader = owner.stdout.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  while (!text.includes("\n")) {
    const { value, done } = await reader.read();
    if (done) throw new Error(`The lab's owner ended early: ${text}`);
    text += value;
  }
  await reader.cancel();
  const told: { pids: number[]; folder: string } = JSON.parse(text);
  return { owner, ...told };
}

for (const signal of ["SIGKILL", "SIGINT", "SIGTERM"] as const) {
  Deno.test(`nothing of a lab survives its owner's end by ${signal}`, async () => {
    const { owner, pids, folder } = await startOwner();
    assert.ok(pids.length >= 1 && pids.every(runs), "the node runs");
    await Deno.stat(folder);
    owner.kill(signal);
    await owner.status;
    await waitFor("no process is left", () => !pids.some(runs), DEADLINE_MS);
    await waitFor(
      "the folder is gone",
      () => Deno.stat(folder).then(() => false, () => true),
      DEADLINE_MS,
    );
  });
}
