/** The most that an end may lie above its row's base. */
const MOST_ABOVE_BASE = 2 ** 32 - 1;

/**
 * Gives partitions that are tracked a row each, so that arrays need no place for the others. A slot
 * that comes to stand for another partition begins its row anew.
 */
export class TrackedRows {
  #count = 0;
  #rowOf = new Int32Array(0);
  #slots = new Int32Array(0);
  #births = new Float64Array(0);
  #since = new Float64Array(0);
  #bases = new Float64Array(0);
  /** Stored rows whose partitions are gone. */
  readonly #free = new Set<number>();

  get count(): number {
    return this.#count;
  }

  /** The slot's row; -1 if it is not tracked. */
  row(slot: number): number {
    return this.#rowOf[slot] ?? -1;
  }

  slot(row: number): number {
    return this.#slots[row]!;
  }

  /** Directory version at which the row's slot was given out. */
  birth(row: number): number {
    return this.#births[row]!;
  }

  /** The first tick in which the row stands for its partition. */
  since(row: number): number {
    return this.#since[row]!;
  }

  /** Offset from which the row's ends are counted; NaN before the first. */
  base(row: number): number {
    return this.#bases[row]!;
  }

  setBase(row: number, base: number): void {
    this.#bases[row] = base;
  }

  /** Whether the end can be written as a distance from the row's base. */
  fits(row: number, end: number): boolean {
    const above = end - this.#bases[row]!;
    return above >= 0 && above <= MOST_ABOVE_BASE;
  }

  /** Tracks the slot from the tick on, unless it is tracked already under the same birth. */
  track(slot: number, birth: number, tick: number): number {
    this.#reserveSlot(slot);
    let row = this.#rowOf[slot]!;
    if (row >= 0 && this.#births[row] === birth) return row;
    if (row < 0) this.#rowOf[slot] = row = this.#take();
    this.#slots[row] = slot;
    this.#births[row] = birth;
    this.#since[row] = tick;
    this.#bases[row] = NaN;
    return row;
  }

  /** Puts a stored row back in its place. The slot is -1 if its partition is gone. */
  restore(row: number, slot: number, birth: number, since: number): void {
    for (let missing = this.#count; missing < row; missing++) this.restore(missing, -1, NaN, 0);
    if (row === this.#count) this.#reserve(this.#count++);
    else if (this.#slots[row]! >= 0) this.#rowOf[this.#slots[row]!] = -1;
    this.#slots[row] = slot;
    this.#births[row] = birth;
    this.#since[row] = since;
    this.#bases[row] = NaN;
    if (slot < 0) return void this.#free.add(row);
    this.#free.delete(row);
    this.#reserveSlot(slot);
    this.#rowOf[slot] = row;
  }

  #take(): number {
    const [free] = this.#free;
    if (free !== undefined) {
      this.#free.delete(free);
      return free;
    }
    const row = this.#count++;
    this.#reserve(row);
    return row;
  }

  #reserve(row: number): void {
    if (row < this.#slots.length) return;
    const length = room(row);
    this.#slots = enlarged(this.#slots, new Int32Array(length));
    this.#births = enlarged(this.#births, new Float64Array(length));
    this.#since = enlarged(this.#since, new Float64Array(length));
    this.#bases = enlarged(this.#bases, new Float64Array(length));
  }

  #reserveSlot(slot: number): void {
    if (slot < this.#rowOf.length) return;
    this.#rowOf = enlarged(this.#rowOf, new Int32Array(room(slot)).fill(-1));
  }
}

function room(index: number): number {
  return Math.max(64, Math.ceil((index + 1) * 1.25));
}

function enlarged<T extends Int32Array | Float64Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
