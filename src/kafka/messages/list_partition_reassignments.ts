import type { WireReader } from "../wire/wire_reader.ts";
import type { Message, Throttled } from "./message.ts";
import { readArray, readArrayOfLong, readInt32Array } from "./read_array.ts";

export interface ListPartitionReassignmentsRequest {
  /** undefined: all topics. */
  readonly topics:
    | readonly { readonly name: string; readonly partitionIndexes: readonly number[] }[]
    | undefined;
}

/** Broker ids in three lists; replicas are the current ones, those that come and go included. */
export interface PartitionReassignment {
  readonly partitionIndex: number;
  readonly replicas: Int32Array;
  readonly addingReplicas: Int32Array;
  readonly removingReplicas: Int32Array;
}

export interface ListPartitionReassignmentsAnswer extends Throttled {
  readonly errorCode: number;
  readonly errorMessage: string | undefined;
  /** Only partitions with a reassignment. */
  readonly topics: readonly {
    readonly name: string;
    readonly partitions: readonly PartitionReassignment[];
  }[];
}

/** How long the broker may wait for the controller, milliseconds. */
const TIMEOUT_MS = 2_000;

/**
 * ListPartitionReassignments: reassignments that run (KIP-455). Any broker of a KRaft cluster passes
 * it on; in ZooKeeper mode others than the controller answer NOT_CONTROLLER.
 */
export const listPartitionReassignments: Message<
  ListPartitionReassignmentsRequest,
  ListPartitionReassignmentsAnswer
> = {
  name: "ListPartitionReassignments",
  apiKey: 46,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  encode(writer, { topics }) {
    writer.int32(TIMEOUT_MS);
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
  *decode(reader) {
    const throttleTimeMs = reader.int32();
    const errorCode = reader.int16();
    const errorMessage = reader.nullableString();
    const topics = yield* readArrayOfLong(reader, 3, () => readTopic(reader));
    reader.tags();
    return { throttleTimeMs, errorCode, errorMessage, topics };
  },
};

function* readTopic(reader: WireReader) {
  const name = reader.string();
  const partitions = yield* readArray(reader, 8, () => readPartition(reader));
  reader.tags();
  return { name, partitions };
}

function readPartition(reader: WireReader): PartitionReassignment {
  const partition = {
    partitionIndex: reader.int32(),
    replicas: readInt32Array(reader),
    addingReplicas: readInt32Array(reader),
    removingReplicas: readInt32Array(reader),
  };
  reader.tags();
  return partition;
}
