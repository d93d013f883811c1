import type { WireWriter } from "../wire/wire_writer.ts";
import type { Message, Throttled } from "./message.ts";
import { orNaN } from "./or_nan.ts";
import { ITEMS_PER_SLICE } from "./read_array.ts";
import type { TopicRows } from "./topic_rows.ts";

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

export interface ListOffsetsRequest {
  /** Whether the latest offset is the high watermark or the last stable offset. */
  readonly isolation: "read_uncommitted" | "read_committed";
  /**
   * Milliseconds since the epoch, which asks for the first record that is not older, or one of the
   * constants above; for all partitions, unless each has its own.
   */
  readonly timestamp: number;
  /** One a row, in place of the request's. */
  readonly timestamps?: Float64Array;
  /** Naming a partition twice makes the broker refuse the request. */
  readonly topics: readonly TopicRows[];
  readonly partitionIndexes: Int32Array;
  /** As last heard; NaN for any. */
  readonly leaderEpochs: Float64Array;
}

/** Partitions in columns; NaN for what the broker did not tell. */
export interface ListOffsetsAnswer extends Throttled {
  readonly topics: readonly TopicRows[];
  readonly partitionIndexes: Int32Array;
  readonly errorCodes: Int16Array;
  /** NaN too if no record is as young as the timestamp asked for, or there is none at all. */
  readonly offsets: Float64Array;
  /**
   * Times of the records found, if they were looked up by time or by being the latest; undefined
   * if no partition has one.
   */
  readonly timestampsMs: Float64Array | undefined;
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
  encode(writer, request, version) {
    const { isolation, timestamp, topics } = request;
    if (version < (FIRST_VERSION[timestamp] ?? 0)) {
      throw new RangeError(
        `Cannot ask for timestamp ${timestamp} with ListOffsets version ${version}`,
      );
    }
    writer.int32(-1); // not a replica
    writer.int8(isolation === "read_committed" ? 1 : 0);
    writer.arrayLength(topics.length);
    for (const topic of topics) writeTopic(writer, request, topic);
    if (version >= 10) writer.int32(REMOTE_TIMEOUT_MS);
    writer.tags();
  },
  *decode(reader) {
    const throttleTimeMs = reader.int32();
    const rows = Math.floor(reader.remaining / PARTITION_BYTES);
    const partitionIndexes = new Int32Array(rows);
    const errorCodes = new Int16Array(rows);
    const offsets = new Float64Array(rows);
    let timestampsMs: Float64Array | undefined;
    const topics: TopicRows[] = [];
    let row = 0;
    for (let left = reader.arrayLength(3); left > 0; left--) {
      const name = reader.string();
      const from = row;
      for (const to = from + reader.arrayLength(PARTITION_BYTES); row < to; row++) {
        partitionIndexes[row] = reader.int32();
        errorCodes[row] = reader.int16();
        const timestampMs = reader.int64();
        if (timestampMs >= 0) timestampsMs ??= new Float64Array(rows).fill(NaN);
        if (timestampsMs !== undefined) timestampsMs[row] = orNaN(timestampMs);
        offsets[row] = orNaN(reader.int64());
        reader.int32(); // leader epoch of the offset
        reader.tags();
        if (row % ITEMS_PER_SLICE === ITEMS_PER_SLICE - 1) yield;
      }
      reader.tags();
      topics.push({ name, from, to: row });
      yield;
    }
    reader.tags();
    return {
      throttleTimeMs,
      topics,
      partitionIndexes: partitionIndexes.subarray(0, row),
      errorCodes: errorCodes.subarray(0, row),
      offsets: offsets.subarray(0, row),
      timestampsMs: timestampsMs?.subarray(0, row),
    };
  },
};

/** The least, and without tagged fields what every one takes. */
const PARTITION_BYTES = 27;

function writeTopic(
  writer: WireWriter,
  { timestamp, timestamps, partitionIndexes, leaderEpochs }: ListOffsetsRequest,
  { name, from, to }: TopicRows,
): void {
  writer.string(name);
  writer.arrayLength(to - from);
  for (let row = from; row < to; row++) {
    const leaderEpoch = leaderEpochs[row]!;
    writer.int32(partitionIndexes[row]!);
    writer.int32(Number.isNaN(leaderEpoch) ? -1 : leaderEpoch);
    writer.int64(timestamps?.[row] ?? timestamp);
    writer.tags();
  }
  writer.tags();
}
