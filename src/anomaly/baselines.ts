import { BASELINE_WIDTH } from "./baseline_fields.ts";
import { CELL_BYTES } from "./hour_cells.ts";

/** What is remembered of a cluster's topics. Immutable: each cycle makes the next. */
export interface Baselines {
  /** The hour, counted from the epoch, that the topics' numbers are of. */
  readonly hour: number;
  readonly topics: readonly BaselineTopic[];
  /** Rows by the name of their topic. */
  readonly rows: ReadonlyMap<string, number>;
  /** `BASELINE_WIDTH` numbers a topic. */
  readonly values: Float64Array;
  /** `CELL_BYTES` bytes a topic: its hours. */
  readonly cells: Uint8Array;
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
  cells: Uint8Array,
): Baselines {
  const rows = new Map(topics.map(({ name }, row) => [name, row]));
  return { hour, topics, rows, values, cells };
}

/** Baselines of no topic. */
export function noBaselines(hour: number): Baselines {
  return baselinesOf(hour, [], new Float64Array(0), new Uint8Array(0));
}

/** The next baselines while they are being made: what is written to is a copy. */
export class BaselineDraft {
  readonly #hour: number;
  #topics: readonly BaselineTopic[];
  #rows: ReadonlyMap<string, number>;
  #values: Float64Array;
  #cells: Uint8Array;
  #ownsCells = false;

  constructor({ hour, topics, rows, values, cells }: Baselines) {
    this.#hour = hour;
    this.#topics = topics;
    this.#rows = rows;
    this.#values = values.slice();
    this.#cells = cells;
  }

  /** Another array after `add`. */
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
    const values = new Float64Array(this.#topics.length * BASELINE_WIDTH);
    values.set(this.#values.subarray(0, values.length));
    this.#values = values;
    const cells = new Uint8Array(this.#topics.length * CELL_BYTES);
    cells.set(this.#cells.subarray(0, cells.length));
    this.#cells = cells;
    this.#ownsCells = true;
  }

  /** Says that a row is now of this topic, of whose hours nothing is known. */
  replace(row: number, topic: BaselineTopic): void {
    this.#topics = this.#topics.with(row, topic);
    if (!this.#ownsCells) this.#cells = this.#cells.slice();
    this.#ownsCells = true;
    this.#cells.fill(0, row * CELL_BYTES, (row + 1) * CELL_BYTES);
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
