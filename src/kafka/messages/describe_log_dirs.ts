import type { WireReader } from "../wire/wire_reader.ts";
import type { Message, Throttled } from "./message.ts";
import { orNaN } from "./or_nan.ts";
import { ITEMS_PER_SLICE, readArrayOfLong } from "./read_array.ts";
import type { TopicRows } from "./topic_rows.ts";

export interface DescribeLogDirsRequest {
  /** undefined: all topics. */
  readonly topics:
    | readonly { readonly name: string; readonly partitionIndexes: readonly number[] }[]
    | undefined;
}

export interface DescribedLogDir {
  /** KAFKA_STORAGE_ERROR if the directory is lost. */
  readonly errorCode: number;
  readonly path: string;
  readonly topics: readonly TopicRows[];
  /** Of the file system, bytes; NaN before version 4 and where unknown. */
  readonly totalBytes: number;
  readonly usableBytes: number;
  /** Takes no new replicas (KIP-1066); false before version 5. */
  readonly cordoned: boolean;
}

/** Replicas in all directories in columns. */
export interface DescribeLogDirsAnswer extends Throttled {
  /** Of the answer as a whole; 0 before version 3, which answer a denied request with no directory. */
  readonly errorCode: number;
  readonly dirs: readonly DescribedLogDir[];
  readonly partitionIndexes: Int32Array;
  readonly sizesBytes: Float64Array;
  /** 1 for a copy that is being made in this directory and will replace the current one. */
  readonly future: Uint8Array;
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
    const replicas = new Replicas(Math.floor(reader.remaining / REPLICA_BYTES));
    const dirs = yield* readArrayOfLong(reader, 5, () => readDir(reader, version, replicas));
    reader.tags();
    return { throttleTimeMs, errorCode, dirs, ...replicas.columns() };
  },
};

function* readDir(
  reader: WireReader,
  version: number,
  replicas: Replicas,
): Generator<void, DescribedLogDir, void> {
  const errorCode = reader.int16();
  const path = reader.string();
  const topics = yield* readArrayOfLong(reader, 3, () => readTopic(reader, replicas));
  const totalBytes = version >= 4 ? orNaN(reader.int64()) : NaN;
  const usableBytes = version >= 4 ? orNaN(reader.int64()) : NaN;
  const cordoned = version >= 5 && reader.boolean();
  reader.tags();
  return { errorCode, path, topics, totalBytes, usableBytes, cordoned };
}

function* readTopic(reader: WireReader, replicas: Replicas): Generator<void, TopicRows, void> {
  const name = reader.string();
  const from = replicas.length;
  const to = from + reader.arrayLength(REPLICA_BYTES);
  for (let row = from + 1; row <= to; row++) {
    replicas.read(reader);
    if (row % ITEMS_PER_SLICE === 0) yield;
  }
  reader.tags();
  return { name, from, to };
}

/** The least, and without tagged fields what every one takes. */
const REPLICA_BYTES = 22;

/** The replicas of an answer while they are read. */
class Replicas {
  length = 0;
  readonly #partitionIndexes: Int32Array;
  readonly #sizesBytes: Float64Array;
  readonly #future: Uint8Array;

  constructor(most: number) {
    this.#partitionIndexes = new Int32Array(most);
    this.#sizesBytes = new Float64Array(most);
    this.#future = new Uint8Array(most);
  }

  read(reader: WireReader): void {
    const row = this.length++;
    this.#partitionIndexes[row] = reader.int32();
    this.#sizesBytes[row] = orNaN(reader.int64());
    reader.int64(); // records that the replica is behind
    this.#future[row] = reader.boolean() ? 1 : 0;
    reader.tags();
  }

  columns() {
    const { length } = this;
    return {
      partitionIndexes: this.#partitionIndexes.subarray(0, length),
      sizesBytes: this.#sizesBytes.subarray(0, length),
      future: this.#future.subarray(0, length),
    };
  }
}
