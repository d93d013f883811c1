import { suggest } from "../runtime/suggest.ts";
import { type AppSettings, appSettings } from "./app_settings.ts";
import { applyGiven, isMapping } from "./apply_given.ts";
import type { ConfigDocument } from "./config_document.ts";
import { brokenPairs } from "./given_values.ts";
import { interpolate } from "./interpolate.ts";
import { pathText, problemTexts } from "./problem_text.ts";
import {
  CONFIG_FILE_FLAG,
  ENVIRONMENT_PREFIX,
  environmentName,
  SETTING_ENTRIES,
} from "./setting_entries.ts";
import {
  effectiveSettings,
  environmentLayer,
  flagLayer,
  type FlagValues,
  type GivenSetting,
} from "./setting_layers.ts";

/** Everything that settings can come from. */
export interface SettingSources {
  readonly flags: FlagValues;
  readonly environment: Readonly<Record<string, string>>;
  readonly file?: ConfigDocument | undefined;
}

/** Checked settings, or a sentence for every problem. Warnings are sentences too. */
export type SettingsResult =
  & { readonly warnings: readonly string[] }
  & (
    | { readonly settings: AppSettings; readonly problems?: undefined }
    | { readonly settings?: undefined; readonly problems: readonly string[] }
  );

/** Builds the settings: flags over environment over file over defaults. Throws nothing. */
export function readSettings(
  { flags, environment, file: document }: SettingSources,
): SettingsResult {
  const warnings = misspeltVariables(environment);
  if (document !== undefined && document.problems.length > 0) {
    return { warnings, problems: document.problems };
  }
  const problems: string[] = [];
  const fromFile = document?.value ?? {};
  const value = interpolate(fromFile, environment, (path, name) => {
    problems.push(
      `${document?.placeOf(path)}: ${pathText(path)}: the environment variable ` +
        `${JSON.stringify(name)} is not set; write $$ for a dollar sign`,
    );
  });
  const given = effectiveSettings([flagLayer(flags), environmentLayer(environment)]);
  problems.push(...given.flatMap(brokenPairs), ...overManyClusters(given, value));
  const applied = isMapping(value) ? applyGiven(value, given) : [];
  // Code made for the schemas would take longer to make than it saves: they are used once.
  const result = appSettings.safeParse(value, { reportInput: true, jitless: true });
  if (!result.success) {
    const origins = { document, applied, value };
    problems.push(...result.error.issues.flatMap((issue) => problemTexts(issue, origins)));
  }
  if (!result.success || problems.length > 0) {
    return { warnings, problems: problems.toSorted(byPlace) };
  }
  return { warnings, settings: result.data };
}

/** Those of a file by line and column, others as they are. */
function byPlace(a: string, b: string): number {
  const [at, bt] = [a, b].map((problem) => /:(\d+):(\d+): /.exec(problem)?.slice(1).map(Number));
  if (at === undefined || bt === undefined) return 0;
  return at[0]! - bt[0]! || at[1]! - bt[1]!;
}

/** A flag cannot tell which of several clusters it is about. */
function overManyClusters(given: readonly GivenSetting[], value: unknown): string[] {
  const clusters = isMapping(value) ? value["clusters"] : undefined;
  if (!Array.isArray(clusters) || clusters.length < 2) return [];
  return given.filter(({ entry, source }) =>
    entry.section === "cluster" && source !== entry.peerVariable
  ).map(({ source }) =>
    `${source}: cannot be used with several clusters: set it for each of them in the settings file`
  );
}

/** Only those near a real name: services in Kubernetes make variables with the same beginning. */
function misspeltVariables(environment: Readonly<Record<string, string>>): string[] {
  const names = [...SETTING_ENTRIES, { flag: CONFIG_FILE_FLAG }].map(environmentName);
  return Object.keys(environment).flatMap((name) => {
    if (!name.startsWith(ENVIRONMENT_PREFIX) || names.includes(name)) return [];
    const own = name.slice(ENVIRONMENT_PREFIX.length);
    const meant = suggest(own, names.map((each) => each.slice(ENVIRONMENT_PREFIX.length)));
    return meant === undefined ? [] : [
      `The environment variable ${name} is no setting: did you mean ${ENVIRONMENT_PREFIX}${meant}?`,
    ];
  });
}
