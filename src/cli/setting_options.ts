import { type Command, Option } from "commander";
import { defaultText } from "../settings/default_text.ts";
import {
  environmentName,
  SETTING_ENTRIES,
  type SettingEntry,
} from "../settings/setting_entries.ts";
import { environmentLayer, flagLayer, type FlagValues } from "../settings/setting_layers.ts";
import { readSettings } from "../settings/read_settings.ts";
import type { AppSettings } from "../settings/app_settings.ts";
import type { CliIo } from "./cli_io.ts";
import { UsageError } from "./usage_error.ts";

/** Adds the flags of settings to a command: all, or those that `wanted` picks. */
export function addSettingOptions(
  command: Command,
  wanted: (entry: SettingEntry) => boolean = () => true,
): void {
  for (const entry of SETTING_ENTRIES.filter(wanted)) {
    const option = new Option(`--${entry.flag} <${entry.placeholder}>`, helpText(entry));
    option.argParser((value: string, before: string[] | undefined) => [...before ?? [], value]);
    command.addOption(option);
  }
}

function helpText(entry: SettingEntry): string {
  const byDefault = defaultText(entry);
  const repeat = entry.kind === "text" ? "" : "; commas or repeat for more";
  return entry.help + repeat + (byDefault === undefined ? "" : ` (default ${byDefault})`);
}

/** Settings from a command's flags over the environment. Throws a UsageError with every problem. */
export function settingsOf(command: Command, io: CliIo): AppSettings {
  const flags: Record<string, readonly string[]> = {};
  for (const option of command.options) {
    const values: unknown = command.getOptionValue(option.attributeName());
    if (Array.isArray(values)) flags[option.long?.slice(2) ?? ""] = values;
  }
  const result = readSettings([
    flagLayer(flags satisfies FlagValues),
    environmentLayer(io.environment),
  ]);
  if (result.problems !== undefined) throw new UsageError(result.problems);
  return result.settings;
}

/** How the environment names settings, for help texts. */
export const ENVIRONMENT_HELP = `
Every flag is also an environment variable, which counts if the flag is not given:
  --web.listen-address is ${environmentName({ flag: "web.listen-address" })},
  --kafka.server is ${environmentName({ flag: "kafka.server" })}=host1:9092,host2:9092.
Filters are RE2 patterns that may match anywhere in the name: ^orders$ is exact.
Times are written like 500ms, 15s or 1m30s.
`;
