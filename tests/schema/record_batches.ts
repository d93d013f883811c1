import { ByteSink, ByteSource } from "./schema_bytes.ts";
import type { Random } from "./random.ts";

/** Attribute bits of Kafka's documentation, "Record Batch". */
export const ATTRIBUTE = {
  logAppendTime: 1 << 3,
  transactional: 1 << 4,
  control: 1 << 5,
  deleteHorizon: 1 << 6,
} as const;

/** A batch by the fields of Kafka's documentation, in their order; `records` are any bytes. */
export interface BatchFields {
  readonly baseOffset: bigint;
  readonly partitionLeaderEpoch: number;
  readonly magic: number;
  readonly attributes: number;
  readonly lastOffsetDelta: number;
  readonly baseTimestamp: bigint;
  readonly maxTimestamp: bigint;
  readonly producerId: bigint;
  readonly producerEpoch: number;
  readonly baseSequence: number;
  readonly recordCount: number;
  readonly records: Uint8Array;
}

/** A healthy batch of one record by a producer that is not idempotent. */
export const PLAIN_BATCH: BatchFields = {
  baseOffset: 0n,
  partitionLeaderEpoch: 0,
  magic: 2,
  attributes: 0,
  lastOffsetDelta: 0,
  baseTimestamp: 1_000n,
  maxTimestamp: 1_000n,
  producerId: -1n,
  producerEpoch: -1,
  baseSequence: -1,
  recordCount: 1,
  records: new Uint8Array(8),
};

/** The batches one after the other, as a log and a Fetch answer have them. */
export function encodeBatches(batches: readonly BatchFields[]): Uint8Array {
  const sink = new ByteSink();
  for (const batch of batches) {
    sink.integer(batch.baseOffset, 8);
    sink.integer(49 + batch.records.length, 4);
    sink.integer(batch.partitionLeaderEpoch, 4);
    sink.integer(batch.magic, 1);
    sink.integer(0xdeadbeef, 4); // a checksum that nobody reads
    sink.integer(batch.attributes, 2);
    sink.integer(batch.lastOffsetDelta, 4);
    sink.integer(batch.baseTimestamp, 8);
    sink.integer(batch.maxTimestamp, 8);
    sink.integer(batch.producerId, 8);
    sink.integer(batch.producerEpoch, 2);
    sink.integer(batch.baseSequence, 4);
    sink.integer(batch.recordCount, 4);
    sink.raw(batch.records);
  }
  return Uint8Array.from(sink.bytes);
}

/** None to four batches with every attribute, the last one cut off in some. */
export function randomRecords(random: Random): Uint8Array {
  const count = random.below(5);
  const bytes = encodeBatches(Array.from({ length: count }, () => ({
    baseOffset: random.pick([0n, 7n, 2n ** 33n, 2n ** 53n - 2n ** 32n]),
    partitionLeaderEpoch: random.below(100),
    magic: random.chance(0.1) ? random.pick([0, 1, 3]) : 2,
    attributes: random.below(128),
    lastOffsetDelta: random.pick([0, 1, 499, 2 ** 31 - 1]),
    baseTimestamp: random.pick([-1n, 0n, 1_795_000_000_123n]),
    maxTimestamp: random.pick([-1n, 0n, 1_795_000_000_456n]),
    producerId: random.pick([-1n, 0n, 4_000n]),
    producerEpoch: random.below(9),
    baseSequence: random.below(9),
    recordCount: random.pick([0, 1, 500, 2 ** 31 - 1]),
    records: random.bytes(random.pick([0, 1, 40])),
  })));
  return random.chance(0.3) ? bytes.subarray(0, random.below(bytes.length + 1)) : bytes;
}

/** What the program should tell of the bytes, read plainly. */
export function expectedBatches(bytes: Uint8Array) {
  const source = new ByteSource(bytes);
  const batches = [];
  const present = (value: bigint) => value < 0n ? NaN : Number(value);
  while (source.remaining >= 17) {
    const baseOffset = source.integer(8);
    const length = Number(source.integer(4));
    source.raw(4);
    const magic = Number(source.integer(1));
    if (magic !== 2) return { batches, otherFormat: magic };
    if (source.remaining < 44) break;
    source.raw(4);
    const attributes = Number(source.integer(2));
    const lastOffset = Number(baseOffset + source.integer(4));
    const base = present(source.integer(8));
    const maxTimestampMs = present(source.integer(8));
    const producerId = present(source.integer(8));
    source.raw(6);
    const recordCount = Number(source.integer(4));
    source.raw(Math.min(length - 49, source.remaining));
    const has = (bit: number) => (attributes & bit) !== 0;
    const created = has(ATTRIBUTE.deleteHorizon) ? NaN : base;
    batches.push({
      baseOffset: Number(baseOffset),
      lastOffset,
      recordCount,
      firstTimestampMs: has(ATTRIBUTE.logAppendTime) ? maxTimestampMs : created,
      maxTimestampMs,
      timestampType: has(ATTRIBUTE.logAppendTime) ? "log_append" as const : "create" as const,
      transactional: has(ATTRIBUTE.transactional),
      control: has(ATTRIBUTE.control),
      producerId,
    });
  }
  return { batches, otherFormat: NaN };
}
