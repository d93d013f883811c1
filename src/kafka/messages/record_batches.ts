import { DecodeError } from "../wire/decode_error.ts";
import type { WireReader } from "../wire/wire_reader.ts";
import { orNaN } from "./or_nan.ts";
import { ITEMS_PER_SLICE } from "./read_array.ts";

/** What the header of a record batch of format 2 tells; the records themselves are not read. */
export interface RecordBatch {
  /** Offset of the first record that the batch was written with; compaction may have removed it. */
  readonly baseOffset: number;
  /** Offset of the last one: the base offset and Kafka's lastOffsetDelta. */
  readonly lastOffset: number;
  /** Records that are still in it; 0 where compaction has emptied it. */
  readonly recordCount: number;
  /** Time of the first record, milliseconds since the epoch; NaN where the header lacks it. */
  readonly firstTimestampMs: number;
  /** Latest time of a record; NaN where the header lacks it. */
  readonly maxTimestampMs: number;
  /** Who gave records their times: the producers, or the broker when it wrote them. */
  readonly timestampType: "create" | "log_append";
  readonly transactional: boolean;
  /** Holds a marker of the end of a transaction, nothing for consumers. */
  readonly control: boolean;
  /** NaN for producers that are neither idempotent nor transactional. */
  readonly producerId: number;
}

/** The batches of a partition, as far as they could be read. */
export interface RecordBatches {
  /** By offset. The last one's records may have been cut off, as brokers do at the size asked for. */
  readonly batches: readonly RecordBatch[];
  /**
   * Format of the first batch that is not of format 2: 0 and 1 were written before Kafka 0.11.
   * Batches from there on are not read. NaN if there is none.
   */
  readonly otherFormat: number;
}

/** Bytes of offset and length, which the length does not count. */
const LENGTH_END = 12;
/** Bytes up to the format's number (magic), which is in the same place in all formats. */
const MAGIC_END = 17;
/** Bytes of a header of format 2. */
const HEADER_BYTES = 61;

const LOG_APPEND_TIME = 0x08;
const TRANSACTIONAL = 0x10;
const CONTROL = 0x20;
/** The first timestamp is then that at which compaction may remove the batch (KIP-534). */
const HAS_DELETE_HORIZON = 0x40;

/**
 * Reads batch headers (Kafka's documentation, "Record Batch") from a records field and passes over
 * the records. Throws a DecodeError for a header that contradicts itself.
 */
export function* readRecordBatches(reader: WireReader): Generator<void, RecordBatches, void> {
  const end = reader.bytesLength() + reader.offset;
  const batches: RecordBatch[] = [];
  let otherFormat = NaN;
  while (end - reader.offset >= MAGIC_END) {
    const start = reader.offset;
    const baseOffset = reader.int64();
    const length = reader.int32();
    reader.int32(); // leader epoch, or a checksum in older formats
    const magic = reader.int8();
    if (magic !== 2) {
      otherFormat = magic;
      break;
    }
    check(length >= HEADER_BYTES - LENGTH_END, reader, "length", length);
    if (end - start < HEADER_BYTES) break;
    batches.push(readRest(reader, baseOffset));
    reader.skip(Math.min(start + LENGTH_END + length, end) - reader.offset);
    if (batches.length % ITEMS_PER_SLICE === 0) yield;
  }
  reader.skip(end - reader.offset);
  return { batches, otherFormat };
}

/** Reads a header of format 2 from behind the format's number. */
function readRest(reader: WireReader, baseOffset: number): RecordBatch {
  reader.int32(); // checksum of what follows, the records included
  const attributes = reader.int16();
  const lastOffsetDelta = reader.int32();
  const first = orNaN(reader.int64());
  const maxTimestampMs = orNaN(reader.int64());
  const producerId = orNaN(reader.int64());
  reader.int16(); // producer epoch
  reader.int32(); // base sequence
  const recordCount = reader.int32();
  check(baseOffset >= 0, reader, "base offset", baseOffset);
  check(lastOffsetDelta >= 0, reader, "last offset delta", lastOffsetDelta);
  check(recordCount >= 0, reader, "number of records", recordCount);
  const isAppendTime = (attributes & LOG_APPEND_TIME) !== 0;
  const createdFirst = (attributes & HAS_DELETE_HORIZON) === 0 ? first : NaN;
  return {
    baseOffset,
    lastOffset: baseOffset + lastOffsetDelta,
    recordCount,
    firstTimestampMs: isAppendTime ? maxTimestampMs : createdFirst,
    maxTimestampMs,
    timestampType: isAppendTime ? "log_append" : "create",
    transactional: (attributes & TRANSACTIONAL) !== 0,
    control: (attributes & CONTROL) !== 0,
    producerId,
  };
}

function check(holds: boolean, reader: WireReader, what: string, value: number): void {
  if (!holds) throw new DecodeError(`a record batch has the ${what} ${value}`, reader.offset);
}
