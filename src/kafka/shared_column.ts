/** A column over slots that is the previous snapshot's own until a value changes, and then a copy. */
export class SharedColumn<T extends Float64Array | Uint8Array> {
  #values: T;
  #shared: boolean;

  /** `shared`: somebody else has the values too, so they must not change. */
  constructor(values: T, shared: boolean) {
    this.#values = values;
    this.#shared = shared;
  }

  /** The values as they are now. */
  get values(): T {
    return this.#values;
  }

  /** NaN beyond the end. */
  get(slot: number): number {
    return this.#values[slot] ?? NaN;
  }

  set(slot: number, value: number): void {
    const known = this.#values[slot]!;
    if (known === value || (Number.isNaN(known) && Number.isNaN(value))) return;
    if (this.#shared) this.#values = this.#values.slice() as T;
    this.#shared = false;
    this.#values[slot] = value;
  }
}
