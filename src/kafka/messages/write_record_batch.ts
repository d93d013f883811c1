import { crc32c } from "./crc32c.ts";

/** One record; texts are written in UTF-8. */
export interface RecordToWrite {
  readonly key: string;
  readonly value: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Milliseconds since the epoch. */
  readonly timestampMs: number;
}

/** Who writes a batch, and which number its first record has among all of its producer. */
export interface BatchOrigin {
  readonly producerId: number;
  readonly producerEpoch: number;
  /** Counts the producer's records on the partition from 0. */
  readonly baseSequence: number;
}

/** Bytes of the header, those up to the checksum, and those that length and checksum leave out. */
const HEADER_BYTES = 61;
const CRC_AT = 17;
const AFTER_CRC = 21;
const LENGTH_END = 12;

const encoder = new TextEncoder();

/**
 * A record batch of format 2 (Kafka's documentation, "Record Batch"), not compressed. Offsets begin
 * at 0; the leader gives the records theirs. At least one record is needed.
 */
export function writeRecordBatch(
  records: readonly RecordToWrite[],
  { producerId, producerEpoch, baseSequence }: BatchOrigin,
): Uint8Array {
  const times = records.map(({ timestampMs }) => timestampMs);
  const firstMs = times[0]!;
  const body = records.flatMap((record, index) => recordBytes(record, index, firstMs));
  const bytes = new Uint8Array(HEADER_BYTES + body.reduce((sum, part) => sum + part.length, 0));
  const view = new DataView(bytes.buffer);
  view.setInt32(8, bytes.length - LENGTH_END);
  view.setInt32(12, -1); // leader epoch, not known
  view.setInt8(16, 2); // format
  view.setInt32(23, records.length - 1); // offset of the last record
  view.setBigInt64(27, BigInt(firstMs));
  view.setBigInt64(35, BigInt(Math.max(...times)));
  view.setBigInt64(43, BigInt(producerId));
  view.setInt16(51, producerEpoch);
  view.setInt32(53, baseSequence);
  view.setInt32(57, records.length);
  let at = HEADER_BYTES;
  for (const part of body) {
    bytes.set(part, at);
    at += part.length;
  }
  view.setUint32(CRC_AT, crc32c(bytes.subarray(AFTER_CRC)));
  return bytes;
}

/** One record with its length before it, in pieces. */
function recordBytes(
  { key, value, headers, timestampMs }: RecordToWrite,
  index: number,
  firstMs: number,
): Uint8Array[] {
  const entries = Object.entries(headers);
  const parts = [
    Uint8Array.of(0), // attributes
    varint(timestampMs - firstMs),
    varint(index),
    ...sized(key),
    ...sized(value),
    varint(entries.length),
    ...entries.flatMap(([name, text]) => [...sized(name), ...sized(text)]),
  ];
  return [varint(parts.reduce((sum, part) => sum + part.length, 0)), ...parts];
}

function sized(text: string): Uint8Array[] {
  const bytes = encoder.encode(text);
  return [varint(bytes.length), bytes];
}

/** A number of up to 64 bits in zigzag form, seven bits a byte, the lowest first. */
function varint(value: number): Uint8Array {
  let rest = BigInt(value);
  rest = rest < 0n ? -2n * rest - 1n : 2n * rest;
  const bytes: number[] = [];
  for (; rest > 0x7fn; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  bytes.push(Number(rest));
  return Uint8Array.from(bytes);
}
