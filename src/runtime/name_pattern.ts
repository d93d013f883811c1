import { RE2JS } from "re2js";

/** Names come and go; beyond this many the cache starts anew. */
const CACHED_NAMES = 100_000;

/** Whether a name of the cluster matches. */
export type NamePattern = (name: string) => boolean;

/** An RE2 pattern that may match anywhere in a name. Throws if it is not valid. */
export function namePattern(pattern: string): NamePattern {
  const plain = plainPattern(pattern);
  if (plain !== undefined) return plain;
  const compiled = RE2JS.compile(pattern);
  return (name) => compiled.test(name);
}

/** The same answers, each computed once as long as there are not too many names. */
export function cachedByName(decide: NamePattern, cachedNames = CACHED_NAMES): NamePattern {
  const cache = new Map<string, boolean>();
  return (name) => {
    const known = cache.get(name);
    if (known !== undefined) return known;
    const decided = decide(name);
    if (cache.size >= cachedNames) cache.clear();
    cache.set(name, decided);
    return decided;
  };
}

/** Returns the pattern if it is valid RE2; throws a sentence about the value if it is not. */
export function checkPattern(pattern: string): string {
  try {
    if (plainPattern(pattern) === undefined) RE2JS.compile(pattern);
    return pattern;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new RangeError(`is not a regular expression of the RE2 dialect: ${reason}`, {
      cause: error,
    });
  }
}

/**
 * What the pattern means if that is plain, as with all defaults; undefined otherwise. The tables of
 * a compiled one take a hundredth of a second at the start.
 */
function plainPattern(pattern: string): NamePattern | undefined {
  if (pattern === ".*") return () => true;
  const [, start, text, end] = /^(\^?)([\w-]*)(\$?)$/.exec(pattern) ?? [];
  if (text === undefined) return undefined;
  if (start && end) return (name) => name === text;
  if (start) return (name) => name.startsWith(text);
  return end ? (name) => name.endsWith(text) : (name) => name.includes(text);
}
