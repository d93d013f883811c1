import { Command } from "commander";
import { formatAddress } from "../runtime/address.ts";
import type { AppSettings } from "../settings/app_settings.ts";
import type { CliIo, Finish } from "./cli_io.ts";
import { settingsOf } from "./setting_options.ts";
import { UsageError } from "./usage_error.ts";
import { addViewOptions, type ViewOptions } from "./view_options.ts";

interface AlertsOptions extends ViewOptions {
  readonly follow?: true;
  readonly fromBeginning?: true;
}

const HELP = `
Without --follow, the program that runs on this machine is asked, or the one that --monitor names.
With it, the topics of alerts are read, as the settings name them, by a consumer group that is gone
afterwards; Ctrl-C ends it.
--sort takes gravity (the default), since or type. Exit code 3: Kafka cannot be reached.
`;

/** `alerts`: shows the alerts that there are, or follows the topics that they are published to. */
export function alertsCommand(io: CliIo, finish: Finish): Command {
  const command = new Command("alerts")
    .description("show alerts as they stand, or follow them in their topic")
    .option("--follow", "read the topics of alerts, and go on until Ctrl-C")
    .option("--from-beginning", "with --follow: begin with what is there")
    .usage("[flags]")
    .addHelpText("after", HELP);
  addViewOptions(command, ["cluster", "web", "alerts", "log"]);
  return command.action(async (options: AlertsOptions) => {
    const { settings } = await settingsOf(command, io);
    if (options.follow === true) {
      const { showFollowed } = await import("./follow_alerts.ts");
      const fromBeginning = options.fromBeginning === true;
      finish(await showFollowed(settings, { fromBeginning, json: options.json === true }, io));
      return;
    }
    const monitor = options.monitor ?? ownMonitor(settings);
    const { lookAtAlerts } = await import("./alerts_look.ts");
    const { runView } = await import("./run_view.ts");
    const asked = { ...options, monitor };
    finish(await runView(command, asked, io, lookAtAlerts(asked)));
  });
}

/** Where the program of this machine tells its alerts. Throws a UsageError if that is not known. */
function ownMonitor({ web: { lagListenAddress, tls } }: AppSettings): string {
  if (lagListenAddress === undefined || lagListenAddress.port === 0) {
    throw new UsageError(["It is not known where the lag monitor listens: give --monitor"]);
  }
  const { host, port } = lagListenAddress;
  const loopback = host === "" || host === "0.0.0.0" ? "127.0.0.1" : host === "::" ? "::1" : host;
  return `${tls === undefined ? "http" : "https"}://${formatAddress({ host: loopback, port })}`;
}
