import { Command, Option } from "commander";
import { NoAlertTopicError } from "../app/alert_holder.ts";
import { SEVERITIES, type Severity } from "../model/alert_event.ts";
import { ExitCode } from "../runtime/exit_code.ts";
import { lineLogger } from "../runtime/line_logger.ts";
import { printable } from "../runtime/printable.ts";
import type { CliIo, Finish } from "./cli_io.ts";
import { addSettingOptions, settingsOf } from "./setting_options.ts";
import { UsageError } from "./usage_error.ts";

interface Options {
  readonly name: string;
  readonly severity: Severity;
  readonly status: "firing" | "resolved";
  readonly summary: string;
  readonly description: string;
  readonly label: readonly string[];
}

const HELP = `
The alert is written to the topic of alerts that the settings name; the command waits until it is
safe there. To end it, publish it again with the same name and labels and --status resolved.
Exit code 0 if it is published, 3 if Kafka cannot be reached, 1 for anything else; 2 for wrong usage.

  kafka-sentinel publish-alert --alerts.kafka-topic=alerts --name BackupFailed \\
    --severity critical --label job=nightly --summary "The nightly backup has failed"
`;

/** `publish-alert`: writes an alert of somebody else's to the topic of alerts. */
export function publishAlertCommand(io: CliIo, finish: Finish): Command {
  const command = new Command("publish-alert")
    .description("publish an alert of your own to the topic of alerts")
    .requiredOption("--name <NAME>", "what the alert is called")
    .addOption(
      new Option("--severity <SEVERITY>", "how grave it is").choices(SEVERITIES).default("warning"),
    )
    .addOption(
      new Option("--status <STATUS>", "whether it begins or ends")
        .choices(["firing", "resolved"]).default("firing"),
    )
    .option("--summary <TEXT>", "one sentence", "")
    .option("--description <TEXT>", "what it means, and what to look at", "")
    .option("--label <K=V>", "what it is about, like topic=orders; repeat for more", collect, [])
    .addHelpText("after", HELP);
  addSettingOptions(command);
  return command.action(async (options: Options) => {
    const { name, severity, status, description } = options;
    if (name === "") throw new UsageError(["--name: must not be empty"]);
    const wish = {
      name,
      severity,
      status,
      summary: options.summary || name,
      description,
      labels: labelsOf(options.label),
    };
    const { settings } = await settingsOf(command, io);
    const logger = lineLogger({ ...settings.log, level: "error" });
    const { publishAlert } = await import("../app/publish_alert.ts");
    try {
      io.out(`${await publishAlert(settings, wish, logger)}\n`);
      finish(ExitCode.ok);
    } catch (error) {
      if (error instanceof NoAlertTopicError) throw new UsageError([error.message]);
      io.err(`error: ${printable(error instanceof Error ? error.message : String(error))}\n`);
      const isAway = error instanceof Error && error.name === "BrokerUnavailableError";
      finish(isAway ? ExitCode.kafkaUnreachable : ExitCode.failure);
    }
  });
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

function labelsOf(pairs: readonly string[]): Record<string, string> {
  const wrong = pairs.filter((pair) => !/^[A-Za-z_]\w*=/.test(pair));
  if (wrong.length > 0) {
    throw new UsageError(
      wrong.map((pair) =>
        `--label: ${JSON.stringify(pair)} is not NAME=VALUE: write it like topic=orders`
      ),
    );
  }
  return Object.fromEntries(pairs.map((pair) => {
    const at = pair.indexOf("=");
    return [pair.slice(0, at), pair.slice(at + 1)];
  }));
}
