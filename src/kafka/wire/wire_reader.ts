import { DecodeError } from "./decode_error.ts";
import { decodeString } from "./string_cache.ts";

const TWO_TO_32 = 2 ** 32;

/**
 * Reads Kafka's primitive types from bytes that nobody vouches for: every length is held against
 * the bytes that remain before anything is allocated, and whatever does not fit is a DecodeError.
 * A flexible reader expects the compact forms and tagged fields of KIP-482.
 */
export class WireReader {
  readonly flexible: boolean;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #end: number;
  #offset = 0;

  constructor(bytes: Uint8Array, flexible: boolean) {
    this.flexible = flexible;
    this.#bytes = bytes;
    this.#end = bytes.length;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Bytes read so far. */
  get offset(): number {
    return this.#offset;
  }

  get remaining(): number {
    return this.#end - this.#offset;
  }

  int8(): number {
    return this.#view.getInt8(this.#advance(1, "an int8"));
  }

  boolean(): boolean {
    return this.int8() !== 0;
  }

  int16(): number {
    return this.#view.getInt16(this.#advance(2, "an int16"));
  }

  int32(): number {
    return this.#view.getInt32(this.#advance(4, "an int32"));
  }

  /** Exact up to 2^53, which no offset, count or time in milliseconds reaches. */
  int64(): number {
    const at = this.#advance(8, "an int64");
    return this.#view.getInt32(at) * TWO_TO_32 + this.#view.getUint32(at + 4);
  }

  float64(): number {
    return this.#view.getFloat64(this.#advance(8, "a float64"));
  }

  /** A UUID in Kafka's text form (22 characters, base64url); undefined if it is all zeros. */
  uuid(): string | undefined {
    const at = this.#advance(16, "a UUID");
    const bytes = this.#bytes.subarray(at, at + 16);
    if (bytes.every((byte) => byte === 0)) return undefined;
    return bytes.toBase64({ alphabet: "base64url", omitPadding: true });
  }

  string(): string {
    const length = this.#required(this.#stringLength(), "a string");
    const at = this.#advance(length, "a string");
    return decodeString(this.#bytes, at, at + length);
  }

  nullableString(): string | undefined {
    const length = this.#stringLength();
    if (length < 0) return undefined;
    const at = this.#advance(length, "a string");
    return decodeString(this.#bytes, at, at + length);
  }

  /** Passes over a string or null. */
  skipString(): void {
    const length = this.#stringLength();
    if (length > 0) this.#advance(length, "a string");
  }

  /** A copy, so that it does not keep the whole answer alive. */
  bytes(): Uint8Array {
    const length = this.#required(this.#longLength("a byte array"), "a byte array");
    const at = this.#advance(length, "a byte array");
    return this.#bytes.slice(at, at + length);
  }

  /** Begins a byte array that the caller reads or skips in pieces: its length; null has 0. */
  bytesLength(): number {
    return this.#fitting(Math.max(0, this.#longLength("a byte array")), 1);
  }

  /** Passes over so many bytes. */
  skip(count: number): void {
    this.#advance(count, `a part of ${count} bytes`);
  }

  /** Begins an array; `minItemBytes` is the least that one item takes in any version. */
  arrayLength(minItemBytes: number): number {
    return this.#fitting(this.#required(this.#longLength("an array"), "an array"), minItemBytes);
  }

  /** Like arrayLength; undefined for a null array. */
  nullableArrayLength(minItemBytes: number): number | undefined {
    const length = this.#longLength("an array");
    return length < 0 ? undefined : this.#fitting(length, minItemBytes);
  }

  /** Ends a structure: passes over tagged fields, which this program does not know. */
  tags(): void {
    if (!this.flexible) return;
    const count = this.#unsignedVarint("a count of tagged fields");
    if (count === 0) return;
    this.#fitting(count, 2);
    for (let i = 0; i < count; i++) {
      this.#unsignedVarint("a tag");
      this.#advance(this.#unsignedVarint("the size of a tagged field"), "a tagged field");
    }
  }

  /** Length in bytes; -1 for null. */
  #stringLength(): number {
    const length = this.flexible
      ? this.#unsignedVarint("the length of a string") - 1
      : this.int16();
    return this.#checked(length, "a string");
  }

  #longLength(what: string): number {
    const length = this.flexible ? this.#unsignedVarint(`the length of ${what}`) - 1 : this.int32();
    return this.#checked(length, what);
  }

  #checked(length: number, what: string): number {
    if (length < -1) this.#fail(`${what} has length ${length}`);
    return length;
  }

  #required(length: number, what: string): number {
    if (length < 0) this.#fail(`${what} is null where the specification allows none`);
    return length;
  }

  #fitting(count: number, minItemBytes: number): number {
    if (count * minItemBytes > this.remaining) {
      this.#fail(
        `${count} items of at least ${minItemBytes} bytes in ${this.remaining} remaining bytes`,
      );
    }
    return count;
  }

  #unsignedVarint(what: string): number {
    const first = this.#bytes[this.#advance(1, what)] as number;
    return first < 0x80 ? first : this.#longVarint(first & 0x7f, what);
  }

  #longVarint(low: number, what: string): number {
    let value = low;
    for (let shift = 7; shift < 35; shift += 7) {
      const byte = this.#bytes[this.#advance(1, what)] as number;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) {
        if (value < TWO_TO_32) return value;
        break;
      }
    }
    this.#fail(`${what} is a variable-length integer of more than 32 bits`);
  }

  #advance(count: number, what: string): number {
    const start = this.#offset;
    if (count > this.#end - start) {
      this.#fail(`${what} needs ${count} bytes, ${this.remaining} remain`);
    }
    this.#offset = start + count;
    return start;
  }

  #fail(what: string): never {
    throw new DecodeError(what, this.#offset);
  }
}
