type List = readonly number[];

/** What a slot has that nobody told of. */
export const NOBODY: List = Object.freeze([]);

/** Like SharedColumn, for lists of broker ids: equal lists count as no change. */
export class SharedLists {
  #values: readonly List[];
  #own: List[] | undefined;

  /** The values must not change; they are copied before the first change. */
  constructor(values: readonly List[]) {
    this.#values = values;
  }

  get values(): readonly List[] {
    return this.#values;
  }

  get(slot: number): List {
    return this.#values[slot] ?? NOBODY;
  }

  set(slot: number, list: List): void {
    if (isSame(this.#values[slot], list)) return;
    this.#values = this.#own ??= [...this.#values];
    this.#own[slot] = list;
  }
}

function isSame(a: List | undefined, b: List): boolean {
  if (a === b) return true;
  if (a?.length !== b.length) return false;
  for (let at = 0; at < b.length; at++) if (a[at] !== b[at]) return false;
  return true;
}
