import { type Command, Option } from "commander";
import { durationBetween } from "../runtime/duration.ts";
import type { SettingEntry } from "../settings/setting_entries.ts";
import type { CliIo } from "./cli_io.ts";
import { kafkaSource } from "./kafka_source.ts";
import { monitorSource } from "./monitor_source.ts";
import { addSettingOptions, settingsOf } from "./setting_options.ts";
import type { ToldSource } from "./told_source.ts";
import { UsageError } from "./usage_error.ts";

/** Options of the commands that show what is known. */
export interface ViewOptions {
  readonly json?: true;
  readonly watch?: true;
  /** As given: a duration. */
  readonly every: string;
  readonly sort?: string;
  readonly filter?: string;
  readonly cluster?: string;
  readonly monitor?: string;
  readonly tokenFile?: string;
  readonly caFile?: string;
}

/** Adds them, and settings of these sections, to a command. */
export function addViewOptions(
  command: Command,
  sections: readonly SettingEntry["section"][] = ["cluster", "log"],
): void {
  command
    .option("--monitor <URL>", "ask a running monitor, as http://host:9309, instead of Kafka")
    .option("--token-file <PATH>", "file with a token for the monitor")
    .option("--ca-file <PATH>", "certificate authorities (PEM) of the monitor")
    .option("--cluster <NAME>", "only this cluster")
    .option("--filter <TEXT>", "only names with this text in them")
    .option("--sort <KEY>", "what to sort by; with a dash before it, from the largest on")
    .option("--watch", "show it again and again, until Ctrl-C")
    .addOption(new Option("--every <TIME>", "time from one look to the next").default("5s"))
    .option("--json", "write what the API tells, as JSON");
  addSettingOptions(command, ({ section }) => sections.includes(section));
}

/** How often to look again, in milliseconds. Throws a UsageError. */
export function everyMs({ every }: ViewOptions): number {
  try {
    return durationBetween(500, 3_600_000)(every);
  } catch (error) {
    throw new UsageError([`--every: ${JSON.stringify(every)} ${(error as Error).message}`]);
  }
}

/** What the options name: a running monitor, or else Kafka. Rejects with a UsageError. */
export async function sourceOf(
  command: Command,
  { monitor, tokenFile, caFile }: ViewOptions,
  io: CliIo,
): Promise<ToldSource> {
  if (monitor !== undefined) {
    return await monitorSource({
      monitor,
      ...tokenFile === undefined ? {} : { tokenFile },
      ...caFile === undefined ? {} : { caFile },
    });
  }
  if (tokenFile !== undefined || caFile !== undefined) {
    throw new UsageError(["--token-file and --ca-file are for a monitor: give --monitor too"]);
  }
  const { settings, warnings } = await settingsOf(command, io);
  for (const warning of warnings) io.err(`warning: ${warning}\n`);
  return await kafkaSource(settings);
}
