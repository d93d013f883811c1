import { type Command, Option } from "commander";
import type { AppSettings } from "../settings/app_settings.ts";
import type { ConfigDocument } from "../settings/config_document.ts";
import { defaultText } from "../settings/default_text.ts";
import { loadConfigFile } from "../settings/load_config_file.ts";
import { readSettings } from "../settings/read_settings.ts";
import {
  CONFIG_FILE_FLAG,
  environmentName,
  SETTING_ENTRIES,
  type SettingEntry,
} from "../settings/setting_entries.ts";
import type { FlagValues } from "../settings/setting_layers.ts";
import type { CliIo } from "./cli_io.ts";
import { PEER_FLAGS } from "./peer_flags.ts";
import { UsageError } from "./usage_error.ts";

/** Settings that are right, and what should be said about how they were given. */
export interface GivenSettings {
  readonly settings: AppSettings;
  readonly warnings: readonly string[];
}

/** How commands get the flags that they do not have yet. */
const waiting = new WeakMap<Command, () => void>();

/**
 * Gives a command the flags of settings: all, or those that `wanted` picks. It has them once
 * `completeOptions` is called: to give them to every command takes a hundredth of a second.
 */
export function addSettingOptions(
  command: Command,
  wanted: (entry: SettingEntry) => boolean = () => true,
): void {
  waiting.set(command, () => addEntries(command, wanted));
}

/** From here on the command has all its flags. */
export function completeOptions(command: Command): void {
  waiting.get(command)?.();
  waiting.delete(command);
}

function addEntries(command: Command, wanted: (entry: SettingEntry) => boolean): void {
  const text = "settings file (YAML)";
  command.addOption(new Option(`--${CONFIG_FILE_FLAG} <PATH>`, text));
  for (const entry of SETTING_ENTRIES.filter(wanted)) addEntry(command, entry);
  for (const { flag, isSwitch } of PEER_FLAGS) {
    if (isSwitch === true) addSwitch(command, flag, "", true);
    else command.addOption(new Option(`--${flag} <VALUE>`).hideHelp());
  }
}

function addEntry(command: Command, entry: SettingEntry): void {
  if (entry.kind === "switch") return addSwitch(command, entry.flag, entry.help, false);
  const option = new Option(`--${entry.flag} <${entry.placeholder}>`);
  // Looked up when help is shown: the defaults of all settings take a tenth of a second.
  Object.defineProperty(option, "description", { get: () => helpText(entry) });
  option.argParser((value: string, before: string[] | undefined) => [...before ?? [], value]);
  command.addOption(option);
}

function addSwitch(command: Command, flag: string, help: string, hidden: boolean): void {
  const on = new Option(`--${flag}`, help);
  command.addOption(hidden ? on.hideHelp() : on);
  command.addOption(new Option(`--no-${flag}`).hideHelp());
}

function helpText(entry: SettingEntry): string {
  const byDefault = defaultText(entry);
  const repeat = entry.kind === "list" || entry.kind === "pairs"
    ? "; commas or repeat for more"
    : "";
  return entry.help + repeat + (byDefault === undefined ? "" : ` (default ${byDefault})`);
}

/**
 * Settings from a command's flags over the environment over the file. Rejects with a UsageError
 * with every problem.
 */
export async function settingsOf(command: Command, io: CliIo): Promise<GivenSettings> {
  const flags: Record<string, readonly string[]> = {};
  const { problems, warnings } = peerFlags(command);
  for (const { flag } of SETTING_ENTRIES) {
    const value = valueOf(command, flag);
    if (value !== undefined) flags[flag] = [value].flat().map(String);
  }
  const file = await configFile(command, io);
  const result = readSettings({
    flags: flags satisfies FlagValues,
    environment: io.environment,
    file,
  });
  const all = [...problems, ...result.problems ?? []];
  if (result.settings === undefined || all.length > 0) throw new UsageError(all);
  return { settings: result.settings, warnings: [...warnings, ...result.warnings] };
}

/** The settings file that was named, if one was. */
async function configFile(command: Command, io: CliIo): Promise<ConfigDocument | undefined> {
  const variable = io.environment[environmentName({ flag: CONFIG_FILE_FLAG })];
  const path = valueOf(command, CONFIG_FILE_FLAG) ?? (variable === "" ? undefined : variable);
  if (path === undefined) return undefined;
  try {
    return await loadConfigFile(String(path));
  } catch (error) {
    throw new UsageError([error instanceof Error ? error.message : String(error)]);
  }
}

function peerFlags(command: Command): { problems: string[]; warnings: string[] } {
  const problems: string[] = [];
  const warnings: string[] = [];
  for (const { flag, ignored, refused, refusedWhenOn } of PEER_FLAGS) {
    const value = valueOf(command, flag);
    if (value === undefined) continue;
    if (refused === undefined) warnings.push(`--${flag} changes nothing: ${ignored}`);
    else if (refusedWhenOn !== true || value === true) problems.push(`--${flag}: ${refused}`);
  }
  return { problems, warnings };
}

/** What was given for a flag; undefined if it was not given, or the command does not have it. */
function valueOf(command: Command, flag: string): unknown {
  const option = command.options.find(({ long }) => long === `--${flag}`);
  return option === undefined ? undefined : command.getOptionValue(option.attributeName());
}

/** How the environment and the file name settings, for help texts. */
export const ENVIRONMENT_HELP = `
Every flag is also an environment variable, which counts if the flag is not given:
  --web.listen-address is ${environmentName({ flag: "web.listen-address" })},
  --kafka.server is ${environmentName({ flag: "kafka.server" })}=host1:9092,host2:9092.
A settings file counts where neither is given. With several clusters in it, flags about Kafka
are errors.
Filters are RE2 patterns that may match anywhere in the name: ^orders$ is exact.
Times are written like 500ms, 15s or 1m30s. Flags of kafka_exporter are accepted.
`;
