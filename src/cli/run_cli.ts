import { Command, CommanderError } from "commander";
import { ExitCode } from "../runtime/exit_code.ts";
import { giveUpWriting } from "../runtime/give_up_writing.ts";
import { alertsCommand } from "./alerts_command.ts";
import { checkConfigCommand } from "./check_config_command.ts";
import type { CliIo, Finish } from "./cli_io.ts";
import { doctorCommand } from "./doctor_command.ts";
import { exportConfigCommand } from "./export_config_command.ts";
import { healthcheckCommand } from "./healthcheck_command.ts";
import { lagCommand } from "./lag_command.ts";
import { normaliseArgs } from "./normalise_args.ts";
import { completeOptions } from "./setting_options.ts";
import { publishAlertCommand } from "./publish_alert_command.ts";
import { serveCommand } from "./serve_command.ts";
import { topicsCommand } from "./topics_command.ts";
import { suggest } from "../runtime/suggest.ts";
import { UsageError } from "./usage_error.ts";
import { versionLine } from "./version.ts";
import { versionCommand } from "./version_command.ts";

const HELP = `
Examples:
  kafka-sentinel                                      watches localhost:9092, serves on :9308
  kafka-sentinel --kafka.server=kafka-1:9092          watches another cluster
  kafka-sentinel serve --help                         shows every flag
`;

const DEFAULT_COMMAND = "serve";

/** Commands that may write files, where their settings or arguments say so. */
const WRITING_COMMANDS: ReadonlySet<string> = new Set([DEFAULT_COMMAND, "export-config"]);

/** Runs the program as the arguments say and gives its exit code; never exits, never rejects. */
export async function runCli(args: readonly string[], io: CliIo): Promise<number> {
  let exitCode: number = ExitCode.failure;
  const program = createProgram(io, (code) => exitCode = code);
  completeCalled(program, args);
  try {
    await program.parseAsync(normaliseArgs(args, program), { from: "user" });
    return exitCode;
  } catch (error) {
    return report(error, program, io);
  }
}

/** Of the commands, those that the arguments may call or show need their flags. */
function completeCalled(program: Command, args: readonly string[]): void {
  const shows = args.some((arg) => arg === "-h" || arg.startsWith("--help"));
  for (const command of program.commands) {
    const called = command.name() === DEFAULT_COMMAND || args.includes(command.name());
    if (shows || called) completeOptions(command);
  }
}

function createProgram(io: CliIo, finish: Finish): Command {
  const program = new Command("kafka-sentinel")
    .description("Watches Apache Kafka and serves what it reads to Prometheus.")
    .version(versionLine(), "--version", "say which version this is")
    .helpCommand(false)
    .addHelpText("after", HELP);
  program.addCommand(serveCommand(io, finish), { isDefault: true });
  program.addCommand(checkConfigCommand(io, finish));
  program.addCommand(doctorCommand(io, finish));
  program.addCommand(lagCommand(io, finish));
  program.addCommand(topicsCommand(io, finish));
  program.addCommand(healthcheckCommand(io, finish));
  program.addCommand(alertsCommand(io, finish));
  program.addCommand(publishAlertCommand(io, finish));
  program.addCommand(exportConfigCommand(io, finish));
  program.addCommand(versionCommand(io, finish));
  program.hook("preAction", async (_, action) => {
    if (!WRITING_COMMANDS.has(action.name())) await giveUpWriting();
  });
  for (const command of [program, ...program.commands]) {
    command.exitOverride().showSuggestionAfterError(false).configureOutput({
      writeOut: (text) => io.out(text),
      writeErr: (text) => io.err(text),
      // `report` writes it, with a better suggestion.
      outputError: () => {},
      getOutHelpWidth: () => 100,
      getErrHelpWidth: () => 100,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });
  }
  return program;
}

function report(error: unknown, program: Command, io: CliIo): number {
  if (error instanceof CommanderError) {
    // Help and version end here too, written by commander.
    if (error.exitCode === 0) return ExitCode.ok;
    io.err(`${error.message}${meantFlag(error.message, program)}\nSee kafka-sentinel --help\n`);
    return ExitCode.usage;
  }
  if (error instanceof UsageError) {
    for (const problem of error.problems) io.err(`error: ${problem}\n`);
    io.err("See kafka-sentinel --help\n");
    return ExitCode.usage;
  }
  io.err(`error: ${error instanceof Error ? error.stack ?? error.message : String(error)}\n`);
  return ExitCode.failure;
}

/** After an unknown flag: the one that was probably meant, whatever value it was given. */
function meantFlag(message: string, program: Command): string {
  const flag = /unknown option '([^='\s]+)/.exec(message)?.[1];
  if (flag === undefined) return "";
  program.commands.forEach(completeOptions);
  const flags = [program, ...program.commands].flatMap(({ options }) => options)
    .flatMap(({ long }) => long ?? []);
  const meant = suggest(flag, [...flags, "--help"]);
  return meant === undefined ? "" : `: did you mean ${meant}?`;
}
