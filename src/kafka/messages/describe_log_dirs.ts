import type { WireReader } from "../wire/wire_reader.ts";
import { ColumnSlab } from "./column_slab.ts";
import type { Message, Throttled } from "./message.ts";
import { orNaN } from "./or_nan.ts";
import { ITEMS_PER_SLICE, readArrayOfLong } from "./read_array.ts";

export interface DescribeLogDirsRequest {
  /** undefined: all topics. */
  readonly topics:
    | readonly { readonly name: string; readonly partitionIndexes: readonly number[] }[]
    | undefined;
}

/** The replicas of one topic in one directory, in columns. */
export interface LogDirTopic {
  readonly name: string;
  readonly partitionIndexes: Int32Array;
  readonly sizesBytes: Float64Array;
  /** Records that the replica is behind, NaN where unknown: a follower's the high watermark, a future's the current. */
  readonly offsetLags: Float64Array;
  /** 1 for a copy that is being made in this directory and will replace the current one. */
  readonly future: Uint8Array;
}

export interface DescribedLogDir {
  /** KAFKA_STORAGE_ERROR if the directory is lost. */
  readonly errorCode: number;
  readonly path: string;
  readonly topics: readonly LogDirTopic[];
  /** Of the file system, bytes; NaN before version 4 and where unknown. */
  readonly totalBytes: number;
  readonly usableBytes: number;
  /** Takes no new replicas (KIP-1066); false before version 5. */
  readonly cordoned: boolean;
}

export interface DescribeLogDirsAnswer extends Throttled {
  /** Of the answer as a whole; 0 before version 3, which answer a denied request with no directory. */
  readonly errorCode: number;
  readonly dirs: readonly DescribedLogDir[];
}

/** DescribeLogDirs: directories and sizes of replicas (KIP-113, KIP-827). Each broker tells its own. */
export const describeLogDirs: Message<DescribeLogDirsRequest, DescribeLogDirsAnswer> = {
  name: "DescribeLogDirs",
  apiKey: 35,
  minVersion: 2,
  maxVersion: 5,
  flexibleFrom: 2,
  encode(writer, { topics }) {
    if (topics === undefined) writer.nullArray();
    else writer.arrayLength(topics.length);
    for (const { name, partitionIndexes } of topics ?? []) {
      writer.string(name);
      writer.arrayLength(partitionIndexes.length);
      for (const partition of partitionIndexes) writer.int32(partition);
      writer.tags();
    }
    writer.tags();
  },
  *decode(reader, version) {
    const throttleTimeMs = reader.int32();
    const errorCode = version >= 3 ? reader.int16() : 0;
    const columns = new ColumnSlab();
    const dirs = yield* readArrayOfLong(reader, 5, () => readDir(reader, version, columns));
    reader.tags();
    return { throttleTimeMs, errorCode, dirs };
  },
};

function* readDir(
  reader: WireReader,
  version: number,
  columns: ColumnSlab,
): Generator<void, DescribedLogDir, void> {
  const errorCode = reader.int16();
  const path = reader.string();
  const topics = yield* readArrayOfLong(reader, 3, () => readTopic(reader, columns));
  const totalBytes = version >= 4 ? orNaN(reader.int64()) : NaN;
  const usableBytes = version >= 4 ? orNaN(reader.int64()) : NaN;
  const cordoned = version >= 5 && reader.boolean();
  reader.tags();
  return { errorCode, path, topics, totalBytes, usableBytes, cordoned };
}

function* readTopic(
  reader: WireReader,
  columns: ColumnSlab,
): Generator<void, LogDirTopic, void> {
  const name = reader.string();
  const length = reader.arrayLength(22);
  const partitionIndexes = columns.int32(length);
  const sizesBytes = columns.float64(length);
  const offsetLags = columns.float64(length);
  const future = columns.uint8(length);
  for (let i = 0; i < length; i++) {
    partitionIndexes[i] = reader.int32();
    sizesBytes[i] = orNaN(reader.int64());
    offsetLags[i] = orNaN(reader.int64());
    future[i] = reader.boolean() ? 1 : 0;
    reader.tags();
    if (i % ITEMS_PER_SLICE === ITEMS_PER_SLICE - 1) yield;
  }
  reader.tags();
  return { name, partitionIndexes, sizesBytes, offsetLags, future };
}
