import { Command } from "commander";
import type { ReloadSource } from "../app/reloader.ts";
import { ExitCode } from "../runtime/exit_code.ts";
import { lineLogger } from "../runtime/line_logger.ts";
import { listenForReload } from "../runtime/reload_signal.ts";
import { listenForStopSignals } from "../runtime/stop_signals.ts";
import type { CliIo, Finish } from "./cli_io.ts";
import {
  addSettingOptions,
  ENVIRONMENT_HELP,
  type GivenSettings,
  settingsOf,
} from "./setting_options.ts";
import { suggest } from "../runtime/suggest.ts";
import { UsageError } from "./usage_error.ts";
import { VERSION } from "./version.ts";

/** `serve`: watches Kafka and answers Prometheus until a signal comes. The default command. */
export function serveCommand(io: CliIo, finish: Finish): Command {
  const command = new Command("serve")
    .description("watch Kafka and serve its metrics (the default)")
    .allowExcessArguments(true)
    .usage("[flags]")
    .addHelpText("after", ENVIRONMENT_HELP);
  addSettingOptions(command);
  return command.action(async () => {
    refuseWords(command);
    const given = await settingsOf(command, io);
    const read = async () => (await settingsOf(command, io)).settings;
    finish(await runServe(given, { listen: listenForReload, read }));
  });
}

/** A word that is no command ends here, because serve is the default: most likely a typing error. */
function refuseWords(command: Command): void {
  const word = command.args[0];
  if (word === undefined) return;
  const names = command.parent?.commands.map((each) => each.name()) ?? [];
  const meant = suggest(word, names);
  throw new UsageError([
    `There is no command ${JSON.stringify(word)}` +
    (meant === undefined ? `: there are ${names.join(", ")}` : `: did you mean ${meant}?`),
  ]);
}

async function runServe(
  { settings, warnings }: GivenSettings,
  reload: ReloadSource,
): Promise<number> {
  // Loaded here, so that other commands and wrong settings do without it.
  const { serve } = await import("../app/serve.ts");
  const logger = lineLogger(settings.log);
  for (const warning of warnings) logger.warn(warning);
  const signals = listenForStopSignals();
  const impatient = signals.second.then((name) => {
    logger.warn("Stopping at once, on the second signal", { signal: name });
    return ExitCode.failure;
  });
  try {
    const served = serve(settings, { logger, version: VERSION, stop: signals.stop, reload });
    return await Promise.race([served, impatient]);
  } catch (error) {
    logger.error("The program failed", { error: String(error) });
    return ExitCode.failure;
  } finally {
    signals.dispose();
  }
}
