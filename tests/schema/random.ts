const CHARACTERS = [
  "a",
  "Z",
  "9",
  "-",
  "_",
  ".",
  '"',
  "\\",
  "\n",
  "\0",
  "ż",
  "Ж",
  "語",
  "🐟",
  "\ufeff",
];

/** Numbers that look random and are the same in every run (mulberry32). */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** An integer from 0 to below `limit`. */
  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor(((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32 * limit);
  }

  chance(probability: number): boolean {
    return this.below(1_000_000) < probability * 1_000_000;
  }

  pick<T>(choices: readonly [T, ...T[]] | readonly T[]): T {
    return choices[this.below(choices.length)] as T;
  }

  bytes(length: number): Uint8Array {
    return Uint8Array.from({ length }, () => this.below(256));
  }

  /** Empty, short, or as long as names and messages get; ASCII and Unicode. */
  text(): string {
    const length = this.pick([0, 1, 3, 12, 12, 40]);
    if (this.chance(0.05)) return this.pick(["t", "ż", "語"]).repeat(249);
    if (this.chance(0.01)) return "x".repeat(3000);
    if (this.chance(0.5)) return "topic-name-of-a-cluster-".repeat(2).slice(0, length);
    return Array.from({ length }, () => this.pick(CHARACTERS)).join("");
  }
}
