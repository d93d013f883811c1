import type { WireReader } from "../wire/wire_reader.ts";
import type { WireWriter } from "../wire/wire_writer.ts";
import { ColumnSlab } from "./column_slab.ts";
import type { Message, Throttled } from "./message.ts";
import { orNaN } from "./or_nan.ts";
import { ITEMS_PER_SLICE, readArrayOfLong } from "./read_array.ts";

/** Asks for the offset after the last readable record. */
export const LATEST_TIMESTAMP = -1;
/** Asks for the first offset. */
export const EARLIEST_TIMESTAMP = -2;
/** Asks for the record with the latest time, and that time (KIP-734, version 7). */
export const MAX_TIMESTAMP = -3;
/** Asks for the first offset on the leader's own disks, of topics in tiers (KIP-405, version 8). */
export const EARLIEST_LOCAL_TIMESTAMP = -4;

const FIRST_VERSION: Readonly<Record<number, number>> = {
  [MAX_TIMESTAMP]: 7,
  [EARLIEST_LOCAL_TIMESTAMP]: 8,
};

/** Partitions of one topic; naming a partition twice makes the broker refuse the request. */
export interface ListOffsetsTopicRequest {
  readonly name: string;
  readonly partitionIndexes: Int32Array;
  /** One a partition, as last heard; NaN for any. */
  readonly leaderEpochs: Float64Array;
  /** One a partition, in place of the request's. */
  readonly timestamps?: Float64Array;
}

export interface ListOffsetsRequest {
  /** Whether the latest offset is the high watermark or the last stable offset. */
  readonly isolation: "read_uncommitted" | "read_committed";
  /**
   * Milliseconds since the epoch, which asks for the first record that is not older, or one of the
   * constants above; for all partitions but those of topics that have their own.
   */
  readonly timestamp: number;
  readonly topics: readonly ListOffsetsTopicRequest[];
}

/** Partitions of one topic in columns; NaN for what the broker did not tell. */
export interface ListOffsetsTopicAnswer {
  readonly name: string;
  readonly partitionIndexes: Int32Array;
  readonly errorCodes: Int16Array;
  /** NaN too if no record is as young as the timestamp asked for, or there is none at all. */
  readonly offsets: Float64Array;
  /** Time of the record found, if one was looked up by time or by its being the latest. */
  readonly timestampsMs: Float64Array;
  /** Leader epoch of the offset. */
  readonly leaderEpochs: Float64Array;
}

export interface ListOffsetsAnswer extends Throttled {
  readonly topics: readonly ListOffsetsTopicAnswer[];
}

/** How long a broker may look in remote storage, milliseconds; both log ends are known locally. */
const REMOTE_TIMEOUT_MS = 2_000;

/** ListOffsets: offsets by time and at both ends of the log. Answered by partition leaders. */
export const listOffsets: Message<ListOffsetsRequest, ListOffsetsAnswer> = {
  name: "ListOffsets",
  apiKey: 2,
  minVersion: 6,
  maxVersion: 10,
  flexibleFrom: 6,
  encode(writer, { isolation, timestamp, topics }, version) {
    if (version < (FIRST_VERSION[timestamp] ?? 0)) {
      throw new RangeError(
        `Cannot ask for timestamp ${timestamp} with ListOffsets version ${version}`,
      );
    }
    writer.int32(-1); // not a replica
    writer.int8(isolation === "read_committed" ? 1 : 0);
    writer.arrayLength(topics.length);
    for (const topic of topics) writeTopic(writer, topic, timestamp);
    if (version >= 10) writer.int32(REMOTE_TIMEOUT_MS);
    writer.tags();
  },
  *decode(reader) {
    const throttleTimeMs = reader.int32();
    const columns = new ColumnSlab();
    const topics = yield* readArrayOfLong(reader, 3, () => readTopic(reader, columns));
    reader.tags();
    return { throttleTimeMs, topics };
  },
};

function writeTopic(writer: WireWriter, topic: ListOffsetsTopicRequest, timestamp: number): void {
  const { name, partitionIndexes, leaderEpochs, timestamps } = topic;
  writer.string(name);
  writer.arrayLength(partitionIndexes.length);
  for (let i = 0; i < partitionIndexes.length; i++) {
    const leaderEpoch = leaderEpochs[i] as number;
    writer.int32(partitionIndexes[i] as number);
    writer.int32(Number.isNaN(leaderEpoch) ? -1 : leaderEpoch);
    writer.int64(timestamps?.[i] ?? timestamp);
    writer.tags();
  }
  writer.tags();
}

function* readTopic(
  reader: WireReader,
  columns: ColumnSlab,
): Generator<void, ListOffsetsTopicAnswer, void> {
  const name = reader.string();
  const length = reader.arrayLength(27);
  const partitionIndexes = columns.int32(length);
  const errorCodes = columns.int16(length);
  const offsets = columns.float64(length);
  const timestampsMs = columns.float64(length);
  const leaderEpochs = columns.float64(length);
  for (let i = 0; i < length; i++) {
    partitionIndexes[i] = reader.int32();
    errorCodes[i] = reader.int16();
    timestampsMs[i] = orNaN(reader.int64());
    offsets[i] = orNaN(reader.int64());
    leaderEpochs[i] = orNaN(reader.int32());
    reader.tags();
    if (i % ITEMS_PER_SLICE === ITEMS_PER_SLICE - 1) yield;
  }
  reader.tags();
  return { name, partitionIndexes, errorCodes, offsets, timestampsMs, leaderEpochs };
}
