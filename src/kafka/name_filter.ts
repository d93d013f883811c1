import { cachedByName, namePattern } from "../runtime/name_pattern.ts";
import type { NameFilter } from "./read_context.ts";

/**
 * A filter that lets a name pass if it matches `include` and not `exclude`: RE2 patterns that may
 * match anywhere in the name, as in kafka_exporter. Throws if a pattern is not valid.
 */
export function nameFilter(include: string, exclude: string): NameFilter {
  const wanted = namePattern(include);
  const unwanted = namePattern(exclude);
  return cachedByName((name) => wanted(name) && !unwanted(name));
}
