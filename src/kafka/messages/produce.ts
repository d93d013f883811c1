import type { WireReader } from "../wire/wire_reader.ts";
import type { Message, Throttled } from "./message.ts";
import { orNaN } from "./or_nan.ts";
import { readArray, readArrayOfLong } from "./read_array.ts";

/** One record batch for one partition. */
export interface PartitionRecords {
  readonly index: number;
  /** As `writeRecordBatch` makes it. */
  readonly records: Uint8Array;
}

export interface ProduceRequest {
  /** How long the leader may wait for the other replicas, in milliseconds. */
  readonly timeoutMs: number;
  readonly topics: readonly {
    readonly name: string;
    readonly partitions: readonly PartitionRecords[];
  }[];
}

export interface ProducedPartition {
  readonly index: number;
  readonly errorCode: number;
  /** Offset of the batch's first record; NaN with an error. */
  readonly baseOffset: number;
  readonly errorMessage: string | undefined;
}

export interface ProduceAnswer extends Throttled {
  readonly topics: readonly {
    readonly name: string;
    readonly partitions: readonly ProducedPartition[];
  }[];
}

const ALL_IN_SYNC_REPLICAS = -1;

/** Produce, acknowledged by all in-sync replicas. Answered by partition leaders. */
export const produce: Message<ProduceRequest, ProduceAnswer> = {
  name: "Produce",
  apiKey: 0,
  minVersion: 9,
  // Version 13 knows topics by their ids only.
  maxVersion: 12,
  flexibleFrom: 9,
  encode(writer, { timeoutMs, topics }) {
    writer.nullableString(undefined); // no transactions
    writer.int16(ALL_IN_SYNC_REPLICAS);
    writer.int32(timeoutMs);
    writer.arrayLength(topics.length);
    for (const { name, partitions } of topics) {
      writer.string(name);
      writer.arrayLength(partitions.length);
      for (const { index, records } of partitions) {
        writer.int32(index);
        writer.byteArray(records);
        writer.tags();
      }
      writer.tags();
    }
    writer.tags();
  },
  *decode(reader) {
    const topics = yield* readArrayOfLong(reader, 3, () => readTopic(reader));
    const throttleTimeMs = reader.int32();
    reader.tags();
    return { throttleTimeMs, topics };
  },
};

function* readTopic(reader: WireReader): Generator<void, ProduceAnswer["topics"][number], void> {
  const name = reader.string();
  const partitions = yield* readArray(reader, 33, () => readPartition(reader));
  reader.tags();
  return { name, partitions };
}

function readPartition(reader: WireReader): ProducedPartition {
  const index = reader.int32();
  const errorCode = reader.int16();
  const baseOffset = orNaN(reader.int64());
  reader.int64(); // time at which the broker appended it
  reader.int64(); // log start offset
  for (let left = reader.arrayLength(6); left > 0; left--) {
    reader.int32(); // index of a record
    reader.skipString(); // what is wrong with it
    reader.tags();
  }
  const errorMessage = reader.nullableString();
  reader.tags();
  return { index, errorCode, baseOffset, errorMessage };
}
