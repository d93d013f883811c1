import { BASELINE_WIDTH } from "./baseline_fields.ts";
import { NO_HOURS } from "./hour_cells.ts";

/** How much larger than needed an array of numbers is, and a multiple of how many topics it holds. */
const ROOM = 1.125;
const ROOM_STEP = 64;

/** What is remembered of a cluster's topics. Immutable: each cycle makes the next. */
export interface Baselines {
  /** The hour, counted from the epoch, that the topics' numbers are of. */
  readonly hour: number;
  readonly topics: readonly BaselineTopic[];
  /** Rows by the name of their topic. */
  readonly rows: ReadonlyMap<string, number>;
  /** `BASELINE_WIDTH` numbers a topic, with room for more topics after them, which is 0. */
  readonly values: Float64Array;
  /** The hours of each topic, `CELL_BYTES` bytes: an array of its own, or `NO_HOURS`. */
  readonly cells: readonly Uint8Array[];
}

/** Which topic a row is of. The row is its place in the list. */
export interface BaselineTopic {
  readonly name: string;
  /** undefined before Kafka 2.8. */
  readonly topicId: string | undefined;
}

/** Baselines of these topics. */
export function baselinesOf(
  hour: number,
  topics: readonly BaselineTopic[],
  values: Float64Array,
  cells: readonly Uint8Array[],
): Baselines {
  const rows = new Map(topics.map(({ name }, row) => [name, row]));
  return { hour, topics, rows, values, cells };
}

/** Baselines of no topic. */
export function noBaselines(hour: number): Baselines {
  return baselinesOf(hour, [], new Float64Array(0), []);
}

/**
 * Numbers for so many topics, all 0, and for some more: arrays of a few sizes can be used again
 * when they are freed, and few topics that come need another array.
 */
export function valuesFor(topics: number): Float64Array {
  return new Float64Array(Math.ceil(topics * ROOM / ROOM_STEP) * ROOM_STEP * BASELINE_WIDTH);
}

/** Copies the numbers of the topic of a row to another row. */
export function copyRow(from: Float64Array, row: number, into: Float64Array, to: number): void {
  const numbers = from.subarray(row * BASELINE_WIDTH, (row + 1) * BASELINE_WIDTH);
  into.set(numbers, to * BASELINE_WIDTH);
}

/** The next baselines while they are being made: what is written to is a copy. */
export class BaselineDraft {
  readonly #hour: number;
  #topics: readonly BaselineTopic[];
  #rows: ReadonlyMap<string, number>;
  #values: Float64Array;
  #cells: readonly Uint8Array[];

  /** Numbers that nobody reads any more are written over instead of being left to be collected. */
  constructor({ hour, topics, rows, values, cells }: Baselines, spare?: Float64Array) {
    this.#hour = hour;
    this.#topics = topics;
    this.#rows = rows;
    if (spare?.length === values.length) {
      spare.set(values);
      this.#values = spare;
    } else {
      this.#values = values.slice();
    }
    this.#cells = cells;
  }

  /** Perhaps another array after `add`. */
  get values(): Float64Array {
    return this.#values;
  }

  rowOf(topic: string): number | undefined {
    return this.#rows.get(topic);
  }

  topicOf(row: number): BaselineTopic {
    return this.#topics[row]!;
  }

  /** Gives new topics rows, whose numbers are all 0. */
  add(topics: readonly BaselineTopic[]): void {
    if (topics.length === 0) return;
    this.#topics = [...this.#topics, ...topics];
    this.#rows = new Map(this.#topics.map(({ name }, row) => [name, row]));
    this.#cells = [...this.#cells, ...topics.map(() => NO_HOURS)];
    if (this.#topics.length * BASELINE_WIDTH <= this.#values.length) return;
    const values = valuesFor(this.#topics.length);
    values.set(this.#values);
    this.#values = values;
  }

  /** Says that a row is now of this topic, of whose hours nothing is known. */
  replace(row: number, topic: BaselineTopic): void {
    this.#topics = this.#topics.with(row, topic);
    this.#cells = this.#cells.with(row, NO_HOURS);
  }

  finish(): Baselines {
    return {
      hour: this.#hour,
      topics: this.#topics,
      rows: this.#rows,
      values: this.#values,
      cells: this.#cells,
    };
  }
}
