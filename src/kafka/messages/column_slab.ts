const SLAB_BYTES = 1 << 16;
/** Columns above this get memory of their own, so that little of a slab is wasted. */
const LARGE_BYTES = SLAB_BYTES / 8;

/**
 * Gives the zeroed columns of one answer room in shared slabs of memory: thousands of short typed
 * arrays with a buffer each cost more than the decoding. The columns are views; none is resized.
 */
export class ColumnSlab {
  #buffer = new ArrayBuffer(0);
  #start = 0;
  #free = 0;

  uint8(length: number): Uint8Array {
    return new Uint8Array(this.#room(length), this.#start, length);
  }

  int16(length: number): Int16Array {
    return new Int16Array(this.#room(length * 2), this.#start, length);
  }

  int32(length: number): Int32Array {
    return new Int32Array(this.#room(length * 4), this.#start, length);
  }

  float64(length: number): Float64Array {
    return new Float64Array(this.#room(length * 8), this.#start, length);
  }

  /** Returns the buffer in which the next column begins at `#start`. */
  #room(bytes: number): ArrayBuffer {
    if (bytes > LARGE_BYTES) {
      this.#start = 0;
      return new ArrayBuffer(bytes);
    }
    if (this.#free + bytes > this.#buffer.byteLength) {
      this.#buffer = new ArrayBuffer(SLAB_BYTES);
      this.#free = 0;
    }
    this.#start = this.#free;
    // Every column begins at a multiple of the widest element.
    this.#free += (bytes + 7) & ~7;
    return this.#buffer;
  }
}
