import { release } from "../../runtime/release.ts";

const encoder = new TextEncoder();
const MAX_STRING_BYTES = 0x7fff;
/** Characters of strings that are written without an encoder; names of topics have at most 249. */
const SHORT_STRING = 256;
const UUID_BYTES = 16;
const TWO_TO_32 = 2 ** 32;

/**
 * Writes Kafka's primitive types, big endian, into a buffer that grows. A flexible writer uses the
 * compact forms and tagged fields of KIP-482. Values that do not fit their type throw RangeError.
 */
export class WireWriter {
  readonly flexible: boolean;
  #bytes = new Uint8Array(256);
  #view = new DataView(this.#bytes.buffer);
  #length = 0;

  constructor(flexible: boolean) {
    this.flexible = flexible;
  }

  int8(value: number): void {
    const at = this.#advance(1);
    this.#view.setInt8(at, inRange(value, 0x7f));
  }

  boolean(value: boolean): void {
    this.int8(value ? 1 : 0);
  }

  int16(value: number): void {
    const at = this.#advance(2);
    this.#view.setInt16(at, inRange(value, 0x7fff));
  }

  int32(value: number): void {
    const at = this.#advance(4);
    this.#view.setInt32(at, inRange(value, 0x7fffffff));
  }

  int64(value: number | bigint): void {
    const at = this.#advance(8);
    if (typeof value === "bigint") {
      this.#view.setBigInt64(at, value);
      return;
    }
    if (!Number.isSafeInteger(value)) {
      throw new RangeError(`Cannot write an int64: the value is ${value}`);
    }
    this.#view.setInt32(at, Math.floor(value / TWO_TO_32));
    this.#view.setUint32(at + 4, value >>> 0);
  }

  /** A UUID in Kafka's text form (22 characters, base64url); undefined is written as zeros. */
  uuid(value: string | undefined): void {
    const at = this.#advance(UUID_BYTES);
    if (value === undefined) return;
    const decoded = Uint8Array.fromBase64(value, { alphabet: "base64url" });
    if (decoded.length !== UUID_BYTES) {
      throw new RangeError(`Cannot write a UUID: "${value}" has ${decoded.length} bytes`);
    }
    this.#bytes.set(decoded, at);
  }

  string(value: string): void {
    if (value.length <= SHORT_STRING && this.#asciiString(value)) return;
    const encoded = encoder.encode(value);
    if (encoded.length > MAX_STRING_BYTES) {
      throw new RangeError(`Cannot write a string: it has ${encoded.length} bytes`);
    }
    if (this.flexible) this.#unsignedVarint(encoded.length + 1);
    else this.int16(encoded.length);
    const at = this.#advance(encoded.length);
    this.#bytes.set(encoded, at);
  }

  /** Names are short and mostly ASCII: then it writes them; else false, and nothing is written. */
  #asciiString(value: string): boolean {
    const { length } = value;
    const from = this.#length;
    if (this.flexible) this.#unsignedVarint(length + 1);
    else this.int16(length);
    const at = this.#advance(length);
    for (let index = 0; index < length; index++) {
      const code = value.charCodeAt(index);
      if (code > 0x7f) {
        this.#bytes.fill(0, from, this.#length);
        this.#length = from;
        return false;
      }
      this.#bytes[at + index] = code;
    }
    return true;
  }

  nullableString(value: string | undefined): void {
    if (value !== undefined) this.string(value);
    else if (this.flexible) this.#unsignedVarint(0);
    else this.int16(-1);
  }

  byteArray(value: Uint8Array): void {
    if (this.flexible) this.#unsignedVarint(value.length + 1);
    else this.int32(value.length);
    const at = this.#advance(value.length);
    this.#bytes.set(value, at);
  }

  /** Begins an array of `length` items, which the caller writes next. */
  arrayLength(length: number): void {
    if (this.flexible) this.#unsignedVarint(length + 1);
    else this.int32(length);
  }

  nullArray(): void {
    if (this.flexible) this.#unsignedVarint(0);
    else this.int32(-1);
  }

  /** Ends a structure: an empty buffer of tagged fields where the version is flexible. */
  tags(): void {
    if (this.flexible) this.#unsignedVarint(0);
  }

  /** Everything written so far: a view that the next write may invalidate. */
  bytes(): Uint8Array<ArrayBuffer> {
    return this.#bytes.subarray(0, this.#length);
  }

  #unsignedVarint(value: number): void {
    let rest = inRange(value, 0x7fffffff);
    for (; rest > 0x7f; rest >>>= 7) this.#byte((rest & 0x7f) | 0x80);
    this.#byte(rest);
  }

  #byte(value: number): void {
    const at = this.#advance(1);
    this.#bytes[at] = value;
  }

  /**
   * Makes room and returns where to write; fresh room is all zeros. It may replace the buffer, so
   * callers look the buffer up only after it.
   */
  #advance(count: number): number {
    const start = this.#length;
    this.#length += count;
    if (this.#length > this.#bytes.length) this.#grow();
    return start;
  }

  #grow(): void {
    const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length));
    larger.set(this.#bytes);
    release(this.#bytes);
    this.#bytes = larger;
    this.#view = new DataView(larger.buffer);
  }
}

function inRange(value: number, max: number): number {
  if (Number.isInteger(value) && value <= max && value >= -max - 1) return value;
  throw new RangeError(`Cannot write an integer of at most ${max}: the value is ${value}`);
}
