import { processIo } from "../../../src/cli/cli_io.ts";
import { runCli } from "../../../src/cli/run_cli.ts";

/** Runs the program with all arguments but the first, and then tries to write the first, a file. */
const [path = "", ...args] = Deno.args;
await runCli(args, { out: () => {}, err: () => {}, terminal: () => undefined, environment: {} });
const outcome = await Deno.writeTextFile(path, "x").then(
  () => "wrote",
  (error) => String(error?.name),
);
processIo().out(outcome);
