import type { GivenSetting } from "./setting_layers.ts";

/** The value of a setting as a file would have it. */
export function inputValue(setting: GivenSetting): unknown {
  const last = setting.values.at(-1);
  switch (setting.entry.kind) {
    case "text":
      return last;
    case "list":
      return parts(setting);
    case "pairs":
      return Object.fromEntries(parts(setting).filter(isPair).map(keyAndValue));
    case "switch":
      return last === "true" || last === "1"
        ? true
        : last === "false" || last === "0"
        ? false
        : last;
  }
}

/** Problems that are gone once pairs have become a mapping. */
export function brokenPairs(setting: GivenSetting): readonly string[] {
  if (setting.entry.kind !== "pairs") return [];
  return parts(setting).filter((part) => !isPair(part)).map((part) =>
    `${setting.source}: ${JSON.stringify(part)} is not NAME=VALUE: write it like env=prod`
  );
}

/** The part of the value that a problem is about; `at` is where in the value it is. */
export function offender(setting: GivenSetting, at: PropertyKey | undefined): string {
  const all = parts(setting);
  const { kind } = setting.entry;
  if (typeof at === "number" && kind === "list") return all[at] ?? "";
  if (typeof at === "string" && kind === "pairs") {
    return all.find((part) => isPair(part) && keyAndValue(part)[0] === at) ?? at;
  }
  return kind === "text" ? setting.values.at(-1) ?? "" : setting.values.join(",");
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
