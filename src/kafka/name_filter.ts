import { RE2JS } from "re2js";
import type { NameFilter } from "./read_context.ts";

/** Names come and go; beyond this many the cache starts anew. */
const CACHED_NAMES = 100_000;

/**
 * A filter that lets a name pass if it matches `include` and not `exclude`: RE2 patterns that may
 * match anywhere in the name, as in kafka_exporter. Throws if a pattern is not valid.
 */
export function nameFilter(
  include: string,
  exclude: string,
  cachedNames = CACHED_NAMES,
): NameFilter {
  const wanted = RE2JS.compile(include);
  const unwanted = RE2JS.compile(exclude);
  const cache = new Map<string, boolean>();
  return (name) => {
    const known = cache.get(name);
    if (known !== undefined) return known;
    const passes = wanted.test(name) && !unwanted.test(name);
    if (cache.size >= cachedNames) cache.clear();
    cache.set(name, passes);
    return passes;
  };
}

/** Returns the pattern if it is valid RE2; throws a sentence about the value if it is not. */
export function checkPattern(pattern: string): string {
  try {
    RE2JS.compile(pattern);
    return pattern;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new RangeError(`is not a regular expression of the RE2 dialect: ${reason}`, {
      cause: error,
    });
  }
}
