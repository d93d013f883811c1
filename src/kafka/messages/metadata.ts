import type { WireReader } from "../wire/wire_reader.ts";
import type { WireWriter } from "../wire/wire_writer.ts";
import { Int32ListInterner } from "./int32_list_interner.ts";
import type { Message, Throttled } from "./message.ts";
import { orNaN } from "./or_nan.ts";
import { ITEMS_PER_SLICE, readArray, readArrayOfLong } from "./read_array.ts";
import { type TopicRows, withRoom } from "./topic_rows.ts";

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

/** Partitions of all topics of an answer in columns, in the broker's order. */
export interface MetadataPartitions {
  readonly partitionIndexes: Int32Array;
  readonly errorCodes: Int16Array;
  /** Broker ids; NaN without a leader. */
  readonly leaders: Float64Array;
  /** NaN where unknown. */
  readonly leaderEpochs: Float64Array;
  /** Numbers of lists of broker ids, preferred leader first. */
  readonly replicas: Int32Array;
  readonly inSyncReplicas: Int32Array;
  /** The lists by number; equal lists have the same one. */
  readonly lists: readonly (readonly number[])[];
}

/** Its partitions are the rows from `from` up to, but not with, `to` of the answer's partitions. */
export interface MetadataTopic extends Omit<TopicRows, "name"> {
  readonly errorCode: number;
  /** undefined only if the topic was asked for by an id that the broker does not know. */
  readonly name: string | undefined;
  /** undefined before version 10, and where the broker does not know the topic. */
  readonly topicId: string | undefined;
  readonly internal: boolean;
}

export interface MetadataAnswer extends Throttled {
  /** Of the answer as a whole; 0 before version 13. */
  readonly errorCode: number;
  readonly clusterId: string | undefined;
  /** NaN where unknown. With KRaft this is a random broker. */
  readonly controllerId: number;
  readonly brokers: readonly MetadataBroker[];
  readonly topics: readonly MetadataTopic[];
  readonly partitions: MetadataPartitions;
  /** Brokers with replicas that are offline: the broker is down, or has lost a log directory. */
  readonly brokersWithOffline: ReadonlySet<number>;
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
    const partitions = new Partitions(Math.floor(reader.remaining / USUAL_PARTITION_BYTES));
    const topics = yield* readArrayOfLong(reader, 10, () => readTopic(reader, version, partitions));
    if (version <= 10) reader.int32(); // the cluster's authorized operations
    const errorCode = version >= 13 ? reader.int16() : 0;
    reader.tags();
    return {
      throttleTimeMs,
      errorCode,
      clusterId,
      controllerId,
      brokers,
      topics,
      partitions: partitions.columns(),
      brokersWithOffline: partitions.brokersWithOffline,
    };
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

function* readTopic(
  reader: WireReader,
  version: number,
  partitions: Partitions,
): Generator<void, MetadataTopic, void> {
  const errorCode = reader.int16();
  const name = version >= 12 ? reader.nullableString() : reader.string();
  const topicId = version >= 10 ? reader.uuid() : undefined;
  const internal = reader.boolean();
  const from = partitions.length;
  const to = from + reader.arrayLength(18);
  for (let row = from + 1; row <= to; row++) {
    partitions.read(reader);
    if (row % ITEMS_PER_SLICE === 0) yield;
  }
  reader.int32(); // the topic's authorized operations
  reader.tags();
  return { errorCode, name, topicId, internal, from, to };
}

/** With three replicas, all in sync. */
const USUAL_PARTITION_BYTES = 42;

/** The partitions of an answer while they are read. */
class Partitions {
  length = 0;
  readonly brokersWithOffline = new Set<number>();
  readonly #lists = new Int32ListInterner();
  #partitionIndexes: Int32Array;
  #errorCodes: Int16Array;
  #leaders: Float64Array;
  #leaderEpochs: Float64Array;
  #replicas: Int32Array;
  #inSyncReplicas: Int32Array;

  constructor(expected: number) {
    this.#partitionIndexes = new Int32Array(expected);
    this.#errorCodes = new Int16Array(expected);
    this.#leaders = new Float64Array(expected);
    this.#leaderEpochs = new Float64Array(expected);
    this.#replicas = new Int32Array(expected);
    this.#inSyncReplicas = new Int32Array(expected);
  }

  read(reader: WireReader): void {
    const row = this.length++;
    if (row >= this.#partitionIndexes.length) this.#enlarge();
    this.#errorCodes[row] = reader.int16();
    this.#partitionIndexes[row] = reader.int32();
    this.#leaders[row] = orNaN(reader.int32());
    this.#leaderEpochs[row] = orNaN(reader.int32());
    this.#replicas[row] = this.#lists.read(reader);
    this.#inSyncReplicas[row] = this.#lists.read(reader);
    for (let left = reader.arrayLength(4); left > 0; left--) {
      this.brokersWithOffline.add(reader.int32());
    }
    reader.tags();
  }

  columns(): MetadataPartitions {
    const { length } = this;
    return {
      partitionIndexes: this.#partitionIndexes.subarray(0, length),
      errorCodes: this.#errorCodes.subarray(0, length),
      leaders: this.#leaders.subarray(0, length),
      leaderEpochs: this.#leaderEpochs.subarray(0, length),
      replicas: this.#replicas.subarray(0, length),
      inSyncReplicas: this.#inSyncReplicas.subarray(0, length),
      lists: this.#lists.lists,
    };
  }

  #enlarge(): void {
    const { length } = this;
    this.#partitionIndexes = withRoom(this.#partitionIndexes, length);
    this.#errorCodes = withRoom(this.#errorCodes, length);
    this.#leaders = withRoom(this.#leaders, length);
    this.#leaderEpochs = withRoom(this.#leaderEpochs, length);
    this.#replicas = withRoom(this.#replicas, length);
    this.#inSyncReplicas = withRoom(this.#inSyncReplicas, length);
  }
}
