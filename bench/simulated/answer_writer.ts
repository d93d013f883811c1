const FRAME_BYTES = 8;
const TWO_TO_32 = 2 ** 32;
const encoder = new TextEncoder();

/** Writes one answer as a frame: size, correlation id, then flexible types of KIP-482. */
export class AnswerWriter {
  #bytes = new Uint8Array(4096);
  #view = new DataView(this.#bytes.buffer);
  #at = FRAME_BYTES;

  int8(value: number): void {
    const at = this.#advance(1);
    this.#view.setInt8(at, value);
  }

  boolean(value: boolean): void {
    this.int8(value ? 1 : 0);
  }

  int16(value: number): void {
    const at = this.#advance(2);
    this.#view.setInt16(at, value);
  }

  int32(value: number): void {
    const at = this.#advance(4);
    this.#view.setInt32(at, value);
  }

  int64(value: number): void {
    const at = this.#advance(8);
    this.#view.setInt32(at, Math.floor(value / TWO_TO_32));
    this.#view.setUint32(at + 4, value >>> 0);
  }

  /** As they are, without a length. */
  raw(bytes: Uint8Array): void {
    const at = this.#advance(bytes.length);
    this.#bytes.set(bytes, at);
  }

  string(value: string): void {
    this.bytes(encoder.encode(value));
  }

  /** A string's UTF-8, or a byte array: both are written alike. */
  bytes(value: Uint8Array): void {
    this.length(value.length);
    this.raw(value);
  }

  null(): void {
    this.#varint(0);
  }

  /** Begins an array of so many items. */
  length(length: number): void {
    this.#varint(length + 1);
  }

  int32s(values: ArrayLike<number>): void {
    this.length(values.length);
    for (let i = 0; i < values.length; i++) this.int32(values[i]!);
  }

  /** Ends a structure: no tagged fields. */
  tags(): void {
    this.int8(0);
  }

  /** The frame for a request; the writer is of no more use. */
  frame(correlationId: number): Uint8Array {
    this.#view.setInt32(0, this.#at - 4);
    this.#view.setInt32(4, correlationId);
    return this.#bytes.subarray(0, this.#at);
  }

  #varint(value: number): void {
    let rest = value;
    for (; rest > 0x7f; rest >>>= 7) this.int8((rest & 0x7f) | 0x80);
    this.int8(rest);
  }

  #advance(count: number): number {
    const start = this.#at;
    this.#at += count;
    if (this.#at > this.#bytes.length) this.#grow();
    return start;
  }

  #grow(): void {
    const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.#at));
    larger.set(this.#bytes);
    this.#bytes = larger;
    this.#view = new DataView(larger.buffer);
  }
}
