import assert from "node:assert/strict";
import { programFlags } from "../../../scripts/program_flags.ts";

const SCRIPT = new URL("./write_after.ts", import.meta.url).pathname;

/** What becomes of an attempt to write a file after the program has run with these arguments. */
async function writeAfter(args: readonly string[]): Promise<string> {
  const file = await Deno.makeTempFile();
  try {
    const { stdout } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "--quiet", ...programFlags, SCRIPT, file, ...args],
      stderr: "null",
    }).output();
    return new TextDecoder().decode(stdout).trim();
  } finally {
    await Deno.remove(file);
  }
}

/** `serve` ends at once where the address is taken. */
async function writeAfterServe(args: readonly string[]): Promise<string> {
  using taken = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = taken.addr as Deno.NetAddr;
  return await writeAfter(["serve", `--web.listen-address=127.0.0.1:${port}`, ...args]);
}

Deno.test("the program may not write files, unless it has a directory for its state", async () => {
  assert.equal(await writeAfter(["version"]), "NotCapable");
  assert.equal(await writeAfterServe([]), "NotCapable");
  const dir = await Deno.makeTempDir();
  try {
    assert.equal(await writeAfterServe([`--state.dir=${dir}`]), "wrote");
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
});
