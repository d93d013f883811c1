const M = 0x5bd1e995;
const SEED = 0x9747b28c;

/** Hash of keys in Kafka's default partitioner (`Utils.murmur2`), as a number of 32 bits. */
export function murmur2(bytes: Uint8Array): number {
  const { length } = bytes;
  let hash = SEED ^ length;
  let at = 0;
  for (; length - at >= 4; at += 4) {
    let four = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
    four = Math.imul(four, M);
    four ^= four >>> 24;
    hash = Math.imul(hash, M) ^ Math.imul(four, M);
  }
  if (at < length) {
    for (let rest = length - at - 1; rest >= 0; rest--) hash ^= bytes[at + rest]! << (8 * rest);
    hash = Math.imul(hash, M);
  }
  hash ^= hash >>> 13;
  hash = Math.imul(hash, M);
  return (hash ^ (hash >>> 15)) | 0;
}

/** The partition of a key, as Kafka's clients choose it. */
export function partitionOf(key: string, partitions: number): number {
  return (murmur2(new TextEncoder().encode(key)) & 0x7fffffff) % partitions;
}
