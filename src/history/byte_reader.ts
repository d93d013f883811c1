import { unzigzag } from "./byte_writer.ts";

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** Reads what a ByteWriter wrote. Bytes that end too early throw a RangeError. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  byte(): number {
    return this.#bytes[this.#advance(1)]!;
  }

  varint(): number {
    let value = 0;
    for (let factor = 1;; factor *= 128) {
      const byte = this.byte();
      value += (byte & 127) * factor;
      if (byte < 128) return value;
      if (factor > 2 ** 49) throw new RangeError(`A number is too long at byte ${this.#at}`);
    }
  }

  signed(): number {
    return unzigzag(this.varint());
  }

  float64(): number {
    return this.#view.getFloat64(this.#advance(8));
  }

  text(): string {
    const length = this.varint();
    const at = this.#advance(length);
    return decoder.decode(this.#bytes.subarray(at, at + length));
  }

  /** A count of items that take at least a byte each. */
  count(): number {
    const count = this.varint();
    if (count > this.#bytes.length - this.#at) {
      throw new RangeError(`${count} items are too many at byte ${this.#at}`);
    }
    return count;
  }

  #advance(count: number): number {
    const at = this.#at;
    if (count > this.#bytes.length - at) throw new RangeError(`The bytes end at ${at}`);
    this.#at += count;
    return at;
  }
}
