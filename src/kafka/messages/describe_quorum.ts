import type { WireReader } from "../wire/wire_reader.ts";
import type { Message, Throttled } from "./message.ts";
import { orNaN } from "./or_nan.ts";
import { readArray, readArrayOfLong } from "./read_array.ts";

/** A voter or observer of a quorum; NaN for what the leader does not know. */
export interface QuorumReplica {
  readonly replicaId: number;
  /** undefined before version 2. */
  readonly directoryId: string | undefined;
  readonly logEndOffset: number;
  /** NaN before version 1 too. */
  readonly lastFetchTimestampMs: number;
  readonly lastCaughtUpTimestampMs: number;
}

export interface QuorumPartition {
  readonly partitionIndex: number;
  readonly errorCode: number;
  /** undefined before version 2. */
  readonly errorMessage: string | undefined;
  /** NaN without a leader. */
  readonly leaderId: number;
  readonly leaderEpoch: number;
  readonly highWatermark: number;
  readonly voters: readonly QuorumReplica[];
  readonly observers: readonly QuorumReplica[];
}

export interface DescribeQuorumAnswer extends Throttled {
  readonly errorCode: number;
  /** undefined before version 2. */
  readonly errorMessage: string | undefined;
  readonly topics: readonly {
    readonly name: string;
    readonly partitions: readonly QuorumPartition[];
  }[];
}

const METADATA_TOPIC = "__cluster_metadata";
const METADATA_PARTITION = 0;

/**
 * DescribeQuorum: the KRaft metadata quorum (KIP-595). Any broker passes it on to the leader; in
 * ZooKeeper mode the error is UNSUPPORTED_VERSION.
 */
export const describeQuorum: Message<Readonly<Record<never, never>>, DescribeQuorumAnswer> = {
  name: "DescribeQuorum",
  apiKey: 55,
  minVersion: 0,
  maxVersion: 2,
  flexibleFrom: 0,
  encode(writer) {
    writer.arrayLength(1);
    writer.string(METADATA_TOPIC);
    writer.arrayLength(1);
    writer.int32(METADATA_PARTITION);
    writer.tags(); // of the partition
    writer.tags(); // of the topic
    writer.tags();
  },
  *decode(reader, version) {
    const errorCode = reader.int16();
    const errorMessage = version >= 2 ? reader.nullableString() : undefined;
    const topics = yield* readArrayOfLong(reader, 3, () => readTopic(reader, version));
    if (version >= 2) yield* readArray(reader, 6, () => skipNode(reader));
    reader.tags();
    return { throttleTimeMs: 0, errorCode, errorMessage, topics };
  },
};

function* readTopic(reader: WireReader, version: number) {
  const name = reader.string();
  const partitions = yield* readArrayOfLong(reader, 25, () => readPartition(reader, version));
  reader.tags();
  return { name, partitions };
}

function* readPartition(
  reader: WireReader,
  version: number,
): Generator<void, QuorumPartition, void> {
  const partition = {
    partitionIndex: reader.int32(),
    errorCode: reader.int16(),
    errorMessage: version >= 2 ? reader.nullableString() : undefined,
    leaderId: orNaN(reader.int32()),
    leaderEpoch: orNaN(reader.int32()),
    highWatermark: orNaN(reader.int64()),
  };
  const voters = yield* readArray(reader, 13, () => readReplica(reader, version));
  const observers = yield* readArray(reader, 13, () => readReplica(reader, version));
  reader.tags();
  return { ...partition, voters, observers };
}

function readReplica(reader: WireReader, version: number): QuorumReplica {
  const replica = {
    replicaId: reader.int32(),
    directoryId: version >= 2 ? reader.uuid() : undefined,
    logEndOffset: orNaN(reader.int64()),
    lastFetchTimestampMs: version >= 1 ? orNaN(reader.int64()) : NaN,
    lastCaughtUpTimestampMs: version >= 1 ? orNaN(reader.int64()) : NaN,
  };
  reader.tags();
  return replica;
}

/** Passes over a node's listeners: addresses are Metadata's to tell. */
function skipNode(reader: WireReader): void {
  reader.int32();
  for (let left = reader.arrayLength(5); left > 0; left--) {
    reader.skipString(); // listener name
    reader.skipString(); // host
    reader.int16(); // port
    reader.tags();
  }
  reader.tags();
}
