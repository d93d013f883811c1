/** Numbers of a block. */
const BLOCK = 8_192;

/**
 * Columns that come and go together, cut from blocks: V8 keeps, sweeps and frees each buffer by
 * itself, and does nothing else while it frees thousands of them. A block lives as long as any of
 * its columns.
 */
export class ColumnBlocks {
  #doubles = new Float64Array(0);
  #bytes = new Uint8Array(0);

  /** A column of zeros that nobody else has. */
  doubles(length: number): Float64Array {
    if (length > this.#doubles.length) this.#doubles = new Float64Array(Math.max(BLOCK, length));
    const column = this.#doubles.subarray(0, length);
    this.#doubles = this.#doubles.subarray(length);
    return column;
  }

  /** A column of zeros that nobody else has. */
  bytes(length: number): Uint8Array {
    if (length > this.#bytes.length) this.#bytes = new Uint8Array(Math.max(BLOCK, length));
    const column = this.#bytes.subarray(0, length);
    this.#bytes = this.#bytes.subarray(length);
    return column;
  }
}
