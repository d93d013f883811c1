import assert from "node:assert/strict";
import { Command } from "commander";
import { normaliseArgs } from "../../../src/cli/normalise_args.ts";

function normalised(...args: readonly string[]): string[] {
  const program = new Command("p").option("--text <TEXT>", "");
  program.addCommand(new Command("c").option("--json", ""));
  return normaliseArgs(args, program);
}

Deno.test("boolean flags may have a value, as Go programs take them", () => {
  assert.deepEqual(normalised("c", "--json=true"), ["c", "--json"]);
  assert.deepEqual(normalised("c", "--json=false"), ["c"]);
  assert.deepEqual(normalised("--help=true"), ["--help"]);
});

Deno.test("everything else stays as it is", () => {
  const args = ["--text=true", "--json", "--jso=true", "--json=yes", "x=true", "--", "--json=true"];
  assert.deepEqual(normalised(...args), args);
});
