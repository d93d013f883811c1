import type { AppSettings, SettingRoom } from "./app_settings.ts";
import { ROOM_SCHEMAS } from "./app_settings.ts";
import { effectiveSettings, type GivenSetting, type SettingLayer } from "./setting_layers.ts";

/** Checked settings, or a sentence for every problem. */
export type SettingsResult =
  | { readonly settings: AppSettings; readonly problems?: undefined }
  | { readonly settings?: undefined; readonly problems: readonly string[] };

/** Builds the settings from layers, the strongest first, over the defaults. Throws nothing. */
export function readSettings(layers: readonly SettingLayer[]): SettingsResult {
  const given = effectiveSettings(layers);
  const problems: string[] = [];
  const room = <T>(name: SettingRoom, schema: Schema<T>) =>
    readRoom(schema, given.filter(({ entry }) => entry.room === name), problems);
  const kafka = room("kafka", ROOM_SCHEMAS.kafka);
  const http = room("http", ROOM_SCHEMAS.http);
  const metrics = room("metrics", ROOM_SCHEMAS.metrics);
  const log = room("log", ROOM_SCHEMAS.log);
  if (!kafka || !http || !metrics || !log || problems.length > 0) return { problems };
  return { settings: { clusters: [kafka], http, metrics, log } };
}

interface Schema<T> {
  safeParse(input: unknown): { success: true; data: T } | {
    success: false;
    error: { issues: readonly { path: readonly PropertyKey[]; message: string }[] };
  };
}

/** Reads one room; adds its problems and gives undefined if there are any. */
function readRoom<T>(
  schema: Schema<T>,
  given: readonly GivenSetting[],
  problems: string[],
): T | undefined {
  const input: Record<string, unknown> = {};
  for (const setting of given) {
    if (setting.entry.kind === "pairs") problems.push(...brokenPairs(setting));
    input[setting.entry.key] = inputValue(setting);
  }
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  for (const { path, message } of result.error.issues) {
    problems.push(sentence(given.find(({ entry }) => entry.key === path[0]), path[1], message));
  }
  return undefined;
}

function inputValue(setting: GivenSetting): unknown {
  switch (setting.entry.kind) {
    case "text":
      return setting.values.at(-1);
    case "list":
      return parts(setting);
    case "pairs":
      return Object.fromEntries(parts(setting).filter(isPair).map(keyAndValue));
  }
}

/** The parts between commas; empty ones, as a comma at the end leaves, do not count. */
function parts({ values }: GivenSetting): readonly string[] {
  return values.flatMap((value) => value.split(",")).map((part) => part.trim()).filter(Boolean);
}

const isPair = (text: string) => text.indexOf("=") > 0;

function keyAndValue(pair: string): [string, string] {
  const at = pair.indexOf("=");
  return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
}

function brokenPairs(setting: GivenSetting): readonly string[] {
  return parts(setting).filter((part) => !isPair(part)).map((part) =>
    `${setting.source}: ${JSON.stringify(part)} is not NAME=VALUE: write it like env=prod`
  );
}

function sentence(setting: GivenSetting | undefined, at: unknown, message: string): string {
  if (setting === undefined) return message;
  return `${setting.source}: ${JSON.stringify(offender(setting, at))} ${message}`;
}

/** The part of the value that a problem is about. */
function offender(setting: GivenSetting, at: unknown): string {
  const all = parts(setting);
  if (typeof at === "number" && setting.entry.kind === "list") return all[at] ?? "";
  if (typeof at === "string" && setting.entry.kind === "pairs") {
    return all.find((part) => isPair(part) && keyAndValue(part)[0] === at) ?? at;
  }
  return setting.entry.kind === "text" ? setting.values.at(-1) ?? "" : setting.values.join(",");
}
