import type { WireReader } from "../wire/wire_reader.ts";

const EMPTY: readonly number[] = Object.freeze([]);

/**
 * Reads lists of int32 and gives the same frozen array for equal lists: a cluster has few distinct
 * replica lists, so 100,000 partitions share them. One interner lives as long as one decode.
 */
export class Int32ListInterner {
  readonly #lists = new Map<number, readonly number[]>();
  /** Grows to the longest list seen. */
  readonly #scratch: number[] = [];
  #latest = EMPTY;

  read(reader: WireReader): readonly number[] {
    const length = reader.arrayLength(4);
    if (length === 0) return EMPTY;
    let hash = length;
    for (let i = 0; i < length; i++) {
      const item = reader.int32();
      this.#scratch[i] = item;
      hash = Math.imul(hash ^ item, 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    // In-sync replicas mostly equal the replicas read just before.
    if (this.#isScratch(this.#latest, length)) return this.#latest;
    // Another list of the same hash takes the next free number.
    for (;; hash = (hash + 1) | 0) {
      const known = this.#lists.get(hash);
      if (known === undefined) break;
      if (this.#isScratch(known, length)) return this.#latest = known;
    }
    const fresh = Object.freeze(this.#scratch.slice(0, length));
    this.#lists.set(hash, fresh);
    return this.#latest = fresh;
  }

  #isScratch(list: readonly number[], length: number): boolean {
    if (list.length !== length) return false;
    for (let i = 0; i < length; i++) {
      if (list[i] !== this.#scratch[i]) return false;
    }
    return true;
  }
}
