import { environmentName, SETTING_ENTRIES, type SettingEntry } from "./setting_entries.ts";

/** A setting as somebody gave it. */
export interface GivenSetting {
  readonly entry: SettingEntry;
  /** Where it was given, as a problem names it: `--interval`, `KAFKA_SENTINEL_INTERVAL`. */
  readonly source: string;
  /** In the order given; never empty. */
  readonly values: readonly string[];
}

/** What one source gave: the command line, the environment, a file. */
export type SettingLayer = readonly GivenSetting[];

/** Values of flags by their names without dashes, as the command line was read. */
export type FlagValues = Readonly<Record<string, readonly string[] | undefined>>;

/** The layer of the command line. */
export function flagLayer(flags: FlagValues): SettingLayer {
  return SETTING_ENTRIES.flatMap((entry) => {
    const values = flags[entry.flag];
    return values === undefined || values.length === 0
      ? []
      : [{ entry, source: `--${entry.flag}`, values }];
  });
}

/** Our own variables before kafka_exporter's; an empty variable counts as not set. */
export function environmentLayer(environment: Readonly<Record<string, string>>): SettingLayer {
  return SETTING_ENTRIES.flatMap((entry) => {
    const names = [environmentName(entry), entry.peerVariable ?? []].flat();
    const source = names.find((name) => (environment[name] ?? "") !== "");
    return source === undefined ? [] : [{ entry, source, values: [environment[source]!] }];
  });
}

/** Of each setting the first layer's that gives it: flags over environment over file. */
export function effectiveSettings(layers: readonly SettingLayer[]): readonly GivenSetting[] {
  const effective = new Map<SettingEntry, GivenSetting>();
  for (const given of layers.flat()) {
    if (!effective.has(given.entry)) effective.set(given.entry, given);
  }
  return [...effective.values()];
}
