import { Command } from "commander";
import { ExitCode } from "../runtime/exit_code.ts";
import type { CliIo, Finish } from "./cli_io.ts";
import { versionLine } from "./version.ts";

/** `version`: says what exactly runs. */
export function versionCommand(io: CliIo, finish: Finish): Command {
  return new Command("version")
    .description("say which version this is")
    .action(() => {
      io.out(versionLine() + "\n");
      finish(ExitCode.ok);
    });
}
