import { Command } from "commander";
import { ExitCode } from "../runtime/exit_code.ts";
import { settingsJsonSchema } from "../settings/json_schema.ts";
import { missingFiles } from "../settings/missing_files.ts";
import type { CliIo, Finish } from "./cli_io.ts";
import { addSettingOptions, settingsOf } from "./setting_options.ts";
import { UsageError } from "./usage_error.ts";

/** `check-config`: says what is wrong with settings, all at once, and starts nothing. */
export function checkConfigCommand(io: CliIo, finish: Finish): Command {
  const command = new Command("check-config")
    .description("check a settings file, with flags and environment")
    .argument("[FILE]", "settings file, instead of --config.file")
    .option("--schema", "write the JSON Schema of settings files instead")
    .usage("[FILE] [flags]");
  addSettingOptions(command);
  return command.action(async (file: string | undefined, options: { schema?: boolean }) => {
    if (options.schema === true) {
      io.out(settingsJsonSchema());
      return finish(ExitCode.ok);
    }
    if (file !== undefined) command.setOptionValue("config.file", file);
    const { settings, warnings } = await settingsOf(command, io);
    const problems = await missingFiles(settings);
    if (problems.length > 0) throw new UsageError(problems);
    for (const warning of warnings) io.err(`warning: ${warning}\n`);
    const { length } = settings.clusters;
    io.out(`The settings are right: ${length} ${length === 1 ? "cluster" : "clusters"}.\n`);
    finish(ExitCode.ok);
  });
}
