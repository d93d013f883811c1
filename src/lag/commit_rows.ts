import { CommitColumns } from "./commit_columns.ts";

/** Beyond so many rows that nobody uses, and as many as are used, the columns are made anew. */
const MOST_UNUSED = 16_384;
/** Columns are made for so many times the commits that there are. */
const ROOM = 1.125;
/** Commits of which the rows are moved between two turns. */
const A_STEP = 8_192;

/** Somebody who has rows: a group. */
export interface RowOwner {
  /** The first of its rows. */
  firstRow: number;
  /** How many it has. */
  readonly rowCount: number;
}

/** The rows of the columns that all groups share, each group's next to each other. */
export class CommitRows {
  #columns = CommitColumns.NONE;
  #end = 0;
  #unused = 0;

  get columns(): CommitColumns {
    return this.#columns;
  }

  /** Gives rows of which nothing is remembered; there must be room for them. */
  allocate(count: number): number {
    const first = this.#end;
    if (first + count > this.#columns.length) {
      throw new RangeError(
        `There is no room for ${count} rows after ${first} of ${this.#columns.length}`,
      );
    }
    this.#end += count;
    return first;
  }

  /** Takes rows back. */
  release(count: number): void {
    this.#unused += count;
  }

  /**
   * Makes room for so many more rows, and closes gaps when they are many. The owners' rows may move,
   * and no others are kept.
   */
  *reserve(count: number, owners: Iterable<RowOwner>): Generator<void, void, void> {
    const used = this.#end - this.#unused;
    const isSparse = this.#unused > MOST_UNUSED && this.#unused > used;
    if (this.#end + count <= this.#columns.length && !isSparse) return;
    const next = yield* CommitColumns.blank(Math.ceil((used + count) * ROOM));
    let end = 0;
    const moves: [RowOwner, number][] = [];
    for (const owner of owners) {
      for (let done = 0; done < owner.rowCount; done += A_STEP) {
        const part = Math.min(A_STEP, owner.rowCount - done);
        next.take(this.#columns, owner.firstRow + done, end + done, part);
        yield;
      }
      moves.push([owner, end]);
      end += owner.rowCount;
    }
    for (const [owner, first] of moves) owner.firstRow = first;
    this.#columns = next;
    this.#end = end;
    this.#unused = 0;
  }
}
