const SLOTS = 1 << 14;
/** Longest string kept, in bytes; topic names have at most 249. */
const MAX_BYTES = 256;

const cache: (string | undefined)[] = new Array(SLOTS);
// A leading U+FEFF is part of a name, not a byte order mark.
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/**
 * Decodes UTF-8 between two offsets; malformed bytes become U+FFFD, as in Kafka itself. Names come
 * back in every cycle, so short ASCII strings are kept in a table of fixed size, one a hash.
 */
export function decodeString(bytes: Uint8Array, start: number, end: number): string {
  const length = end - start;
  if (length === 0) return "";
  if (length > MAX_BYTES) return decoder.decode(bytes.subarray(start, end));
  let hash = length;
  let bits = 0;
  for (let i = start; i < end; i++) {
    const byte = bytes[i] as number;
    bits |= byte;
    hash = Math.imul(hash ^ byte, 0x01000193);
  }
  if (bits > 0x7f) return decoder.decode(bytes.subarray(start, end));
  const slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
  const known = cache[slot];
  if (known !== undefined && isSameAscii(known, bytes, start, length)) return known;
  const fresh = decoder.decode(bytes.subarray(start, end));
  cache[slot] = fresh;
  return fresh;
}

function isSameAscii(text: string, bytes: Uint8Array, start: number, length: number): boolean {
  if (text.length !== length) return false;
  for (let i = 0; i < length; i++) {
    if (text.charCodeAt(i) !== bytes[start + i]) return false;
  }
  return true;
}
