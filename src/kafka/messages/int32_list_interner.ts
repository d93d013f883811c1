import type { WireReader } from "../wire/wire_reader.ts";

const EMPTY: readonly number[] = Object.freeze([]);

/**
 * Reads lists of int32 and numbers them, equal lists alike: a cluster has few distinct replica
 * lists, so 100,000 partitions share them. One interner lives as long as one decode.
 */
export class Int32ListInterner {
  /** The frozen lists by number; number 0 is the empty one. */
  readonly lists: (readonly number[])[] = [EMPTY];
  readonly #numbers = new Map<number, number>();
  /** Grows to the longest list seen. */
  readonly #scratch: number[] = [];
  #latest = 0;

  /** The number of the list that is read. */
  read(reader: WireReader): number {
    const length = reader.arrayLength(4);
    if (length === 0) return 0;
    let hash = length;
    for (let i = 0; i < length; i++) {
      const item = reader.int32();
      this.#scratch[i] = item;
      hash = Math.imul(hash ^ item, 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    // In-sync replicas mostly equal the replicas read just before.
    if (this.#isScratch(this.#latest, length)) return this.#latest;
    // Another list of the same hash takes the next free one.
    for (;; hash = (hash + 1) | 0) {
      const known = this.#numbers.get(hash);
      if (known === undefined) break;
      if (this.#isScratch(known, length)) return this.#latest = known;
    }
    const number = this.lists.push(Object.freeze(this.#scratch.slice(0, length))) - 1;
    this.#numbers.set(hash, number);
    return this.#latest = number;
  }

  #isScratch(number: number, length: number): boolean {
    const list = this.lists[number]!;
    if (list.length !== length) return false;
    for (let i = 0; i < length; i++) {
      if (list[i] !== this.#scratch[i]) return false;
    }
    return true;
  }
}
