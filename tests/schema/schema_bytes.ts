/** Collects bytes, big endian; slow and plain on purpose, and independent of the code under test. */
export class ByteSink {
  readonly bytes: number[] = [];

  integer(value: bigint | number, size: number): void {
    const bits = BigInt.asUintN(size * 8, BigInt(value));
    for (let byte = size - 1; byte >= 0; byte--) {
      this.bytes.push(Number((bits >> BigInt(8 * byte)) & 0xffn));
    }
  }

  float64(value: number): void {
    const buffer = new DataView(new ArrayBuffer(8));
    buffer.setFloat64(0, value);
    this.integer(buffer.getBigUint64(0), 8);
  }

  varint(value: number): void {
    let rest = BigInt(value);
    for (; rest >= 128n; rest /= 128n) this.bytes.push(Number(rest % 128n) + 128);
    this.bytes.push(Number(rest));
  }

  raw(bytes: Iterable<number>): void {
    for (const byte of bytes) this.bytes.push(byte);
  }
}

/** Takes bytes apart; going past the end throws. */
export class ByteSource {
  #offset = 0;

  constructor(readonly bytes: Uint8Array) {}

  get remaining(): number {
    return this.bytes.length - this.#offset;
  }

  unsigned(size: number): bigint {
    return this.raw(size).reduce((value, byte) => value * 256n + BigInt(byte), 0n);
  }

  integer(size: number): bigint {
    return BigInt.asIntN(size * 8, this.unsigned(size));
  }

  float64(): number {
    const buffer = new DataView(new ArrayBuffer(8));
    buffer.setBigUint64(0, this.unsigned(8));
    return buffer.getFloat64(0);
  }

  varint(): number {
    let value = 0;
    for (let factor = 1;; factor *= 128) {
      const byte = Number(this.unsigned(1));
      value += (byte % 128) * factor;
      if (byte < 128) return value;
    }
  }

  raw(length: number): number[] {
    if (length < 0 || length > this.remaining) throw new Error(`Cannot take ${length} bytes`);
    this.#offset += length;
    return [...this.bytes.subarray(this.#offset - length, this.#offset)];
  }
}
