import type { WireReader } from "../wire/wire_reader.ts";
import type { WireWriter } from "../wire/wire_writer.ts";
import { ColumnSlab } from "./column_slab.ts";
import { Int32ListInterner } from "./int32_list_interner.ts";
import type { Message, Throttled } from "./message.ts";
import { orNaN } from "./or_nan.ts";
import { ITEMS_PER_SLICE, readArray, readArrayOfLong } from "./read_array.ts";

/** Asks for topics by name, or for all. Never creates topics. */
export interface MetadataRequest {
  /** undefined: all topics. */
  readonly topics: readonly string[] | undefined;
}

export interface MetadataBroker {
  readonly id: number;
  readonly host: string;
  readonly port: number;
  readonly rack: string | undefined;
}

/** Partitions of one topic in columns, in the broker's order; equal lists are the same object. */
export interface MetadataPartitions {
  readonly partitionIndexes: Int32Array;
  readonly errorCodes: Int16Array;
  /** Broker ids; NaN without a leader. */
  readonly leaders: Float64Array;
  /** NaN where unknown. */
  readonly leaderEpochs: Float64Array;
  /** Broker ids, preferred leader first. */
  readonly replicas: readonly (readonly number[])[];
  readonly inSyncReplicas: readonly (readonly number[])[];
  readonly offlineReplicas: readonly (readonly number[])[];
}

export interface MetadataTopic {
  readonly errorCode: number;
  /** undefined only if the topic was asked for by an id that the broker does not know. */
  readonly name: string | undefined;
  /** undefined before version 10, and where the broker does not know the topic. */
  readonly topicId: string | undefined;
  readonly internal: boolean;
  readonly partitions: MetadataPartitions;
}

export interface MetadataAnswer extends Throttled {
  /** Of the answer as a whole; 0 before version 13. */
  readonly errorCode: number;
  readonly clusterId: string | undefined;
  /** NaN where unknown. With KRaft this is a random broker. */
  readonly controllerId: number;
  readonly brokers: readonly MetadataBroker[];
  readonly topics: readonly MetadataTopic[];
}

/** Metadata: brokers, topics, leaders and replicas. Answered by any broker. */
export const metadata: Message<MetadataRequest, MetadataAnswer> = {
  name: "Metadata",
  apiKey: 3,
  minVersion: 9,
  maxVersion: 13,
  flexibleFrom: 9,
  encode(writer, { topics }, version) {
    if (topics === undefined) writer.nullArray();
    else writer.arrayLength(topics.length);
    for (const topic of topics ?? []) writeTopic(writer, topic, version);
    const allowAutoTopicCreation = false;
    writer.boolean(allowAutoTopicCreation);
    const includeAuthorizedOperations = false;
    if (version <= 10) writer.boolean(includeAuthorizedOperations);
    writer.boolean(includeAuthorizedOperations);
    writer.tags();
  },
  *decode(reader, version) {
    const throttleTimeMs = reader.int32();
    const brokers = yield* readArray(reader, 11, () => readBroker(reader));
    const clusterId = reader.nullableString();
    const controllerId = orNaN(reader.int32());
    const memory = { lists: new Int32ListInterner(), columns: new ColumnSlab() };
    const topics = yield* readArrayOfLong(reader, 10, () => readTopic(reader, version, memory));
    if (version <= 10) reader.int32(); // the cluster's authorized operations
    const errorCode = version >= 13 ? reader.int16() : 0;
    reader.tags();
    return { throttleTimeMs, errorCode, clusterId, controllerId, brokers, topics };
  },
};

function writeTopic(writer: WireWriter, name: string, version: number): void {
  if (version >= 10) writer.uuid(undefined);
  writer.nullableString(name);
  writer.tags();
}

function readBroker(reader: WireReader): MetadataBroker {
  const broker = {
    id: reader.int32(),
    host: reader.string(),
    port: reader.int32(),
    rack: reader.nullableString(),
  };
  reader.tags();
  return broker;
}

/** What the topics of one answer share. */
interface AnswerMemory {
  readonly lists: Int32ListInterner;
  readonly columns: ColumnSlab;
}

function* readTopic(
  reader: WireReader,
  version: number,
  memory: AnswerMemory,
): Generator<void, MetadataTopic, void> {
  const errorCode = reader.int16();
  const name = version >= 12 ? reader.nullableString() : reader.string();
  const topicId = version >= 10 ? reader.uuid() : undefined;
  const internal = reader.boolean();
  const partitions = yield* readPartitions(reader, memory);
  reader.int32(); // the topic's authorized operations
  reader.tags();
  return { errorCode, name, topicId, internal, partitions };
}

function* readPartitions(
  reader: WireReader,
  { lists, columns }: AnswerMemory,
): Generator<void, MetadataPartitions, void> {
  const length = reader.arrayLength(18);
  const partitionIndexes = columns.int32(length);
  const errorCodes = columns.int16(length);
  const leaders = columns.float64(length);
  const leaderEpochs = columns.float64(length);
  const replicas: (readonly number[])[] = [];
  const inSyncReplicas: (readonly number[])[] = [];
  const offlineReplicas: (readonly number[])[] = [];
  for (let i = 0; i < length; i++) {
    errorCodes[i] = reader.int16();
    partitionIndexes[i] = reader.int32();
    leaders[i] = orNaN(reader.int32());
    leaderEpochs[i] = orNaN(reader.int32());
    replicas.push(lists.read(reader));
    inSyncReplicas.push(lists.read(reader));
    offlineReplicas.push(lists.read(reader));
    reader.tags();
    if (i % ITEMS_PER_SLICE === ITEMS_PER_SLICE - 1) yield;
  }
  return {
    partitionIndexes,
    errorCodes,
    leaders,
    leaderEpochs,
    replicas,
    inSyncReplicas,
    offlineReplicas,
  };
}
