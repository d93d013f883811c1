import { Command } from "commander";
import type { CliIo, Finish } from "./cli_io.ts";
import type { TopicsOptions } from "./topics_look.ts";
import { addViewOptions } from "./view_options.ts";

const HELP = `
Columns: UNDER-REPL counts partitions with too few replicas in sync, SIZE is that of all replicas,
KEEPS is the retention, WORST the status of the group that fares worst on the topic. ? is not known.
--sort takes topic (the default), partitions, size_bytes, message_rate, groups, offline_partitions
or under_replicated_partitions.
Exit code 3: Kafka could not be read.
`;

/** `topics`: the topics with their health, traffic and size. */
export function topicsCommand(io: CliIo, finish: Finish): Command {
  const command = new Command("topics")
    .description("show topics: health, traffic, size, and who reads them")
    .option("--internal", "topics that Kafka itself uses, too")
    .option("--unhealthy", "only topics with partitions that are offline or short of replicas")
    .usage("[flags]")
    .addHelpText("after", HELP);
  addViewOptions(command);
  return command.action(async (options: TopicsOptions) => {
    const { lookAtTopics } = await import("./topics_look.ts");
    const { runView } = await import("./run_view.ts");
    finish(await runView(command, options, io, lookAtTopics(options)));
  });
}
