import type { ConfigPath } from "./config_document.ts";

const REFERENCE = /\$(?:\$|\{([^}]*)\})/g;

/**
 * Puts environment variables in the place of `${NAME}` in all texts of the value, and a `$` in that
 * of `$$`. `onMissing` is told of variables that are not set; what they hold is never told.
 */
export function interpolate(
  value: unknown,
  environment: Readonly<Record<string, string>>,
  onMissing: (path: ConfigPath, name: string) => void,
  path: ConfigPath = [],
): unknown {
  if (typeof value === "string") {
    return value.replace(REFERENCE, (found, name: string | undefined) => {
      if (found === "$$") return "$";
      const known = environment[name ?? ""];
      if (known === undefined) onMissing(path, name ?? "");
      return known ?? found;
    });
  }
  if (Array.isArray(value)) {
    return value.map((item, index) => interpolate(item, environment, onMissing, [...path, index]));
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      interpolate(item, environment, onMissing, [...path, key]),
    ]),
  );
}
