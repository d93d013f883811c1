import type { ConfigPath } from "./config_document.ts";
import { inputValue } from "./given_values.ts";
import type { Section } from "./app_settings.ts";
import { environmentName } from "./setting_entries.ts";
import type { GivenSetting } from "./setting_layers.ts";

type Mapping = Record<string, unknown>;

/** Where each setting of flags and environment ended up. */
export type Applied = readonly { readonly path: ConfigPath; readonly given: GivenSetting }[];

const SECTION_PATH: Readonly<Record<Section, ConfigPath>> = {
  cluster: ["clusters", 0],
  anomaly: ["anomaly"],
  web: ["web"],
  metrics: ["metrics"],
  alerts: ["alerts"],
  state: ["state"],
  log: ["log"],
};

/** kafka_exporter's names of mechanisms. */
const MECHANISMS: Readonly<Record<string, string>> = {
  "scram-sha256": "scram-sha-256",
  "scram-sha512": "scram-sha-512",
  "awsiam": "aws-msk-iam",
};

/** What a login uses, so that a variable of kafka_exporter's that is about another is left alone. */
const USED_BY: Readonly<Record<string, RegExp>> = {
  username: /^(plain|scram-)/,
  password: /^(plain|scram-)/,
  token_file: /^oauthbearer$/,
  token_url: /^oauthbearer$/,
  region: /^aws-msk-iam$/,
};

/** Writes what flags and environment give over the file's settings, in place. */
export function applyGiven(settings: Mapping, given: readonly GivenSetting[]): Applied {
  const applied: { path: ConfigPath; given: GivenSetting }[] = [];
  const put = (one: GivenSetting) => {
    const path = pathOf(one);
    setAt(settings, path, inputValue(one));
    applied.push({ path, given: one });
  };
  const own = given.filter(isOwn);
  for (const one of own) put(one);
  const cluster = getAt(settings, ["clusters", 0]);
  if (isMapping(cluster)) nameLogin(cluster);
  const mechanism = String(getAt(settings, ["clusters", 0, "sasl", "mechanism"]) ?? "");
  for (const one of given.filter((each) => !isOwn(each))) {
    const isUsed = USED_BY[one.entry.key.split(".").at(-1)!]?.test(mechanism) ?? true;
    if (isUsed && getAt(settings, pathOf(one)) === undefined) put(one);
  }
  if (isMapping(cluster)) settleSecurity(cluster);
  if (isMapping(settings["web"])) settleEnabled(settings["web"], "tls");
  return applied;
}

/** Given by a flag or a variable of this program, not by one of another's. */
function isOwn({ entry, source }: GivenSetting): boolean {
  return source === `--${entry.flag}` || source === environmentName(entry);
}

function pathOf({ entry }: GivenSetting): ConfigPath {
  return [...SECTION_PATH[entry.section], ...entry.key.split(".")];
}

function nameLogin({ sasl }: Mapping): void {
  if (!isMapping(sasl)) return;
  const mechanism = String(sasl["mechanism"] ?? "").toLowerCase();
  if (sasl["mechanism"] !== undefined) sasl["mechanism"] = MECHANISMS[mechanism] ?? mechanism;
}

/** Resolves `enabled` of a part of a section: only flags have it, and without them it is implied. */
function settleEnabled(section: Mapping, part: string): void {
  const mapping = section[part];
  if (!isMapping(mapping)) return;
  const { enabled, ...rest } = mapping;
  if (enabled === false) delete section[part];
  else section[part] = rest;
}

/** Resolves the user that is a client to OAuth. */
function settleSecurity(cluster: Mapping): void {
  for (const part of ["tls", "sasl"]) settleEnabled(cluster, part);
  const { sasl } = cluster;
  if (!isMapping(sasl) || sasl["mechanism"] !== "oauthbearer") return;
  for (const [from, to] of [["username", "client_id"], ["password", "client_secret"]] as const) {
    if (sasl[from] === undefined) continue;
    sasl[to] ??= sasl[from];
    delete sasl[from];
  }
}

function getAt(from: unknown, path: ConfigPath): unknown {
  return path.reduce<unknown>(
    (at, key) => typeof at === "object" && at !== null ? (at as Mapping)[key as string] : undefined,
    from,
  );
}

/** Makes the mappings on the way; what is no mapping there stays, for the schema to refuse. */
function setAt(into: Mapping, path: ConfigPath, value: unknown): void {
  let at = into as Record<PropertyKey, unknown>;
  path.slice(0, -1).forEach((key, index) => {
    at[key] ??= typeof path[index + 1] === "number" ? [] : {};
    at = at[key] as Record<PropertyKey, unknown>;
    if (typeof at !== "object" || at === null) at = {};
  });
  at[path.at(-1)!] = value;
}

/** Whether it is a mapping of a settings file. */
export function isMapping(value: unknown): value is Mapping {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
