import type { WireReader } from "../wire/wire_reader.ts";
import type { WireWriter } from "../wire/wire_writer.ts";
import type { Message, Throttled } from "./message.ts";
import { orNaN } from "./or_nan.ts";
import { ITEMS_PER_SLICE, readArrayOfLong } from "./read_array.ts";
import { readRecordBatches, type RecordBatches } from "./record_batches.ts";

/** A partition and the offset from which batches are wanted. */
export interface FetchPartitionRequest {
  readonly partitionIndex: number;
  /** As last heard; NaN for any. */
  readonly leaderEpoch: number;
  readonly fetchOffset: number;
  /** The answer has at least one whole batch of the first partition that has one, however large. */
  readonly maxBytes: number;
}

export interface FetchRequest {
  /** Below the last stable offset only, with the aborted transactions told, or all. */
  readonly isolation: "read_uncommitted" | "read_committed";
  /** Of all partitions together. */
  readonly maxBytes: number;
  readonly topics: readonly {
    readonly name: string;
    readonly partitions: readonly FetchPartitionRequest[];
  }[];
}

export interface AbortedTransaction {
  readonly producerId: number;
  readonly firstOffset: number;
}

export interface FetchedPartition extends RecordBatches {
  readonly partitionIndex: number;
  readonly errorCode: number;
  /** Offsets; NaN where the broker did not tell. */
  readonly highWatermark: number;
  readonly lastStableOffset: number;
  readonly logStartOffset: number;
  /** Of the batches read; only with isolation `read_committed`. */
  readonly abortedTransactions: readonly AbortedTransaction[];
}

export interface FetchedTopic {
  readonly name: string;
  readonly partitions: readonly FetchedPartition[];
}

export interface FetchAnswer extends Throttled {
  readonly errorCode: number;
  readonly topics: readonly FetchedTopic[];
}

/**
 * Fetch: what is in logs, of which only batch headers are kept. Answered by partition leaders, at
 * once, also if there is nothing. Newer versions than 12 name topics by ids, which topics of old
 * clusters may lack; they add nothing else for consumers.
 */
export const fetch: Message<FetchRequest, FetchAnswer> = {
  name: "Fetch",
  apiKey: 1,
  minVersion: 12,
  maxVersion: 12,
  flexibleFrom: 12,
  encode(writer, { isolation, maxBytes, topics }) {
    writer.int32(-1); // not a replica
    writer.int32(0); // longest wait for records
    writer.int32(0); // least bytes to wait for
    writer.int32(maxBytes);
    writer.int8(isolation === "read_committed" ? 1 : 0);
    writer.int32(0); // without a session …
    writer.int32(-1); // … and without beginning one
    writer.arrayLength(topics.length);
    for (const { name, partitions } of topics) {
      writer.string(name);
      writer.arrayLength(partitions.length);
      for (const partition of partitions) writePartition(writer, partition);
      writer.tags();
    }
    writer.arrayLength(0); // topics to be forgotten by a session
    writer.string(""); // rack, to be sent on to a follower there
    writer.tags();
  },
  *decode(reader) {
    const throttleTimeMs = reader.int32();
    const errorCode = reader.int16();
    reader.int32(); // session
    const topics = yield* readArrayOfLong(reader, 3, () => readTopic(reader));
    reader.tags();
    return { throttleTimeMs, errorCode, topics };
  },
};

function writePartition(writer: WireWriter, partition: FetchPartitionRequest): void {
  const { partitionIndex, leaderEpoch, fetchOffset, maxBytes } = partition;
  writer.int32(partitionIndex);
  writer.int32(Number.isNaN(leaderEpoch) ? -1 : leaderEpoch);
  writer.int64(fetchOffset);
  writer.int32(-1); // epoch of the last record fetched
  writer.int64(-1); // a follower's log start
  writer.int32(maxBytes);
  writer.tags();
}

function* readTopic(reader: WireReader): Generator<void, FetchedTopic, void> {
  const name = reader.string();
  const partitions = yield* readArrayOfLong(reader, 37, () => readPartition(reader));
  reader.tags();
  return { name, partitions };
}

function* readPartition(reader: WireReader): Generator<void, FetchedPartition, void> {
  const partitionIndex = reader.int32();
  const errorCode = reader.int16();
  const highWatermark = orNaN(reader.int64());
  const lastStableOffset = orNaN(reader.int64());
  const logStartOffset = orNaN(reader.int64());
  const abortedTransactions = yield* readAborted(reader);
  reader.int32(); // a follower that may be read instead
  const { batches, otherFormat } = yield* readRecordBatches(reader);
  reader.tags();
  return {
    partitionIndex,
    errorCode,
    highWatermark,
    lastStableOffset,
    logStartOffset,
    abortedTransactions,
    batches,
    otherFormat,
  };
}

function* readAborted(reader: WireReader): Generator<void, AbortedTransaction[], void> {
  const aborted: AbortedTransaction[] = [];
  const length = reader.nullableArrayLength(17) ?? 0;
  for (let i = 1; i <= length; i++) {
    aborted.push({ producerId: reader.int64(), firstOffset: reader.int64() });
    reader.tags();
    if (i % ITEMS_PER_SLICE === 0) yield;
  }
  return aborted;
}
