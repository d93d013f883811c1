/**
 * A column that is written from its beginning, and that mostly comes out as it was before: then it
 * is the column from before itself, and nothing new is made.
 */
export class RepeatedColumn<T extends Int32Array | Float64Array> {
  readonly #before: T | undefined;
  readonly #make: () => T;
  #own: T | undefined;
  #length = 0;

  /** `make` gives a column with room for everything that will be pushed. */
  constructor(before: T | undefined, make: () => T) {
    this.#before = before;
    this.#make = make;
  }

  push(value: number): void {
    const at = this.#length++;
    if (this.#own === undefined) {
      if (this.#before?.[at] === value) return;
      this.#own = this.#make();
      if (at > 0) this.#own.set(this.#before!.subarray(0, at));
    }
    this.#own[at] = value;
  }

  /** The whole column, as long as what was pushed. */
  finish(): T {
    if (this.#own === undefined && this.#before?.length === this.#length) return this.#before;
    const all = this.#own ?? this.#before ?? this.#make();
    return (all.length === this.#length ? all : all.slice(0, this.#length)) as T;
  }
}
