import { Command } from "commander";
import type { CliIo, Finish } from "./cli_io.ts";
import { addViewOptions, type ViewOptions } from "./view_options.ts";

const HELP = `
Columns: BEHIND is the age of the oldest message that is not read; CATCH-UP is until all is read,
LOSS IN until unread messages are deleted. ? is not known, >5 is known of a part, - is none or never.
A verdict needs history: ask a running monitor with --monitor. Straight from Kafka it is one look.
Without GROUP, --sort takes gravity (the default), group, lag, lag_seconds, catch_up_seconds,
seconds_until_loss, consume_rate, produce_rate, members or partitions; with GROUP it takes gravity,
partition, lag or lag_seconds, and --filter is about topics.
Exit code 3: Kafka could not be read.
`;

/** `lag [GROUP]`: how groups fare, or one of them partition by partition. */
export function lagCommand(io: CliIo, finish: Finish): Command {
  const command = new Command("lag")
    .description("show how consumer groups fare: lag, time lag, verdict, forecast")
    .argument("[GROUP]", "only this group, partition by partition")
    .usage("[GROUP] [flags]")
    .addHelpText("after", HELP);
  addViewOptions(command);
  return command.action(async (group: string | undefined, options: ViewOptions) => {
    const { lookAtGroup, lookAtGroups } = await import("./lag_look.ts");
    const { runView } = await import("./run_view.ts");
    const look = group === undefined ? lookAtGroups(options) : lookAtGroup(group, options);
    finish(await runView(command, options, io, look));
  });
}
