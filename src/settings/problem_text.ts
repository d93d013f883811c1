import type * as z from "zod";
import { suggest } from "../runtime/suggest.ts";
import type { Applied } from "./apply_given.ts";
import type { ConfigDocument, ConfigPath } from "./config_document.ts";
import { offender } from "./given_values.ts";
import { knownKeys } from "./known_keys.ts";

type Issue = z.core.$ZodIssue;

/** Fields whose values are never shown. */
const SECRET = /(^|\.)(password|client_secret|token)$/;

/** What is needed to say where a value came from. */
export interface Origins {
  readonly document: ConfigDocument | undefined;
  readonly applied: Applied;
  readonly value: unknown;
}

/** One sentence or more for an issue: place, value, what is wrong with it and what would be right. */
export function problemTexts(issue: Issue, origins: Origins): string[] {
  const { path } = issue;
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => unknownKey(path, key, origins));
  }
  if (issue.code === "invalid_union" && issue.errors.length > 0 && issue.errors[0]!.length > 0) {
    return issue.errors[0]!.flatMap((inner) =>
      problemTexts({ ...inner, path: [...path, ...inner.path] }, origins)
    );
  }
  const message = sentence(issue);
  const given = origins.applied.findLast((each) => startsWith(path, each.path)) ??
    origins.applied.findLast((each) => startsWith(each.path, path));
  if (given !== undefined) {
    const name = given.path.filter((key) => typeof key === "string").join(".");
    const rest = startsWith(path, given.path) ? path[given.path.length] : undefined;
    const value = SECRET.test(name) ? "" : `${shown(offender(given.given, rest))} `;
    return [`${given.given.source}: ${value}${message}`];
  }
  const place = origins.document?.placeOf(path) ?? "settings";
  const at = pathText(path);
  return [`${place}: ${at === "" ? "" : `${at}: `}${shownValue(at, path, origins)}${message}`];
}

/** The path as operators write it: `clusters[0].tls.ca_file`. */
export function pathText(path: ConfigPath): string {
  return path.map((key) => typeof key === "number" ? `[${key}]` : `.${String(key)}`).join("")
    .replace(/^\./, "");
}

function unknownKey(path: ConfigPath, key: string, origins: Origins): string {
  const place = origins.document?.placeOfKey(path, key) ?? "settings";
  const known = knownKeys(path);
  const meant = suggest(key, known);
  const cure = meant !== undefined
    ? `did you mean \`${meant}\`?`
    : known.length > 0
    ? `there are ${known.join(", ")}`
    : "it does not belong here";
  const under = path.length === 0 ? "" : ` under ${pathText(path)}`;
  return `${place}: unknown key ${JSON.stringify(key)}${under}: ${cure}`;
}

/** zod's own messages in words of this program; others are sentences already. */
function sentence(issue: Issue): string {
  if (issue.code !== "invalid_type" || !issue.message.startsWith("Invalid input")) {
    return issue.message;
  }
  const missing = issue.input === undefined;
  if (missing && /expected .*, received undefined/.test(issue.message)) return "is missing";
  const expected: Readonly<Record<string, string>> = {
    string: "must be text (put quotes around it)",
    boolean: "must be true or false",
    array: "must be a list, with a dash before each item",
    object: "must be a mapping of keys to values",
    record: "must be a mapping of names to values",
  };
  return expected[issue.expected] ?? issue.message;
}

function shownValue(at: string, path: ConfigPath, { value }: Origins): string {
  if (SECRET.test(at)) return "";
  const found = path.reduce<unknown>(
    (from, key) =>
      typeof from === "object" && from !== null
        ? (from as Record<PropertyKey, unknown>)[key]
        : undefined,
    value,
  );
  return typeof found === "object" || found === undefined ? "" : `${shown(found)} `;
}

/** A value as it may be shown: what is before the host of a URL may be a password. */
function shown(value: unknown): string {
  return JSON.stringify(value).replace(/\/\/[^/?#"]*@/, "//…@");
}

function startsWith(path: ConfigPath, start: ConfigPath): boolean {
  return start.length <= path.length && start.every((key, index) => path[index] === key);
}
