import assert from "node:assert/strict";
import { PROJECT_ROOT } from "../../scripts/project_root.ts";
import { ensureCommands } from "../../scripts/setup/debian_packages.ts";
import { runCommand } from "../../scripts/setup/run_command.ts";

const UNIT = `${PROJECT_ROOT}config/systemd/kafka-sentinel.service`;

/** Of 100, the most that systemd may hold against the unit. */
const MOST_EXPOSURE = 20;

await ensureCommands("systemd-analyze");

Deno.test("systemd finds no fault with the unit", async () => {
  const folder = await Deno.makeTempDir();
  try {
    // It looks whether the program is there.
    const text = await Deno.readTextFile(UNIT);
    const installed = "/usr/local/bin/kafka-sentinel";
    assert.ok(text.includes(installed));
    const file = `${folder}/kafka-sentinel.service`;
    await Deno.writeTextFile(file, text.replaceAll(installed, Deno.execPath()));
    assert.equal(await runCommand("systemd-analyze", ["verify", file]), "");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("systemd rates the unit's exposure as small", async () => {
  const limits = ["--offline=true", `--threshold=${MOST_EXPOSURE}`];
  await runCommand("systemd-analyze", ["security", ...limits, UNIT]);
});

Deno.test("the unit sets what the program reads, and nothing that stops its engine", async () => {
  const text = await Deno.readTextFile(UNIT);
  assert.match(text, /^Environment=KAFKA_SENTINEL_STATE_DIR=%S\/kafka-sentinel$/m);
  assert.match(text, /^StateDirectory=kafka-sentinel$/m);
  assert.doesNotMatch(text, /^MemoryDenyWriteExecute/m);
});
