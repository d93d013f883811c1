const SLOTS = 1 << 14;
/** Longest string kept, in bytes; topic names have at most 249. */
const MAX_BYTES = 256;

const cache: (string | undefined)[] = new Array(SLOTS);
// A leading U+FEFF is part of a name, not a byte order mark.
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/**
 * Decodes UTF-8 between two offsets; malformed bytes become U+FFFD, as in Kafka itself. Names come
 * back in every cycle, so short strings are kept in a table of fixed size, one a hash.
 */
export function decodeString(bytes: Uint8Array, start: number, end: number): string {
  const length = end - start;
  if (length === 0) return "";
  if (length > MAX_BYTES) return decoder.decode(bytes.subarray(start, end));
  let hash = length;
  for (let i = start; i < end; i++) {
    hash = Math.imul(hash ^ (bytes[i] as number), 0x01000193);
  }
  const slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
  const known = cache[slot];
  if (known !== undefined && isSame(known, bytes, start, length)) return known;
  const fresh = decoder.decode(bytes.subarray(start, end));
  cache[slot] = fresh;
  return fresh;
}

/** Never true of other than ASCII: that has fewer characters than bytes, or U+FFFD, in its text. */
function isSame(text: string, bytes: Uint8Array, start: number, length: number): boolean {
  if (text.length !== length) return false;
  for (let i = 0; i < length; i++) {
    if (text.charCodeAt(i) !== bytes[start + i]) return false;
  }
  return true;
}
