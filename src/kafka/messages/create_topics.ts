import type { WireReader } from "../wire/wire_reader.ts";
import type { Message, Throttled } from "./message.ts";
import { readArray } from "./read_array.ts";

export interface NewTopic {
  readonly name: string;
  readonly partitions: number;
  readonly replicationFactor: number;
  readonly configs: Readonly<Record<string, string>>;
}

export interface CreateTopicsRequest {
  readonly topics: readonly NewTopic[];
  /** How long the broker may wait for the topics to be there, in milliseconds. */
  readonly timeoutMs: number;
}

export interface CreatedTopic {
  readonly name: string;
  readonly errorCode: number;
  readonly errorMessage: string | undefined;
}

export interface CreateTopicsAnswer extends Throttled {
  readonly topics: readonly CreatedTopic[];
}

/** CreateTopics. With ZooKeeper only the controller does it, else any broker passes it on. */
export const createTopics: Message<CreateTopicsRequest, CreateTopicsAnswer> = {
  name: "CreateTopics",
  apiKey: 19,
  minVersion: 5,
  maxVersion: 7,
  flexibleFrom: 5,
  encode(writer, { topics, timeoutMs }) {
    writer.arrayLength(topics.length);
    for (const { name, partitions, replicationFactor, configs } of topics) {
      writer.string(name);
      writer.int32(partitions);
      writer.int16(replicationFactor);
      writer.arrayLength(0); // where replicas are put is the cluster's to choose
      const entries = Object.entries(configs);
      writer.arrayLength(entries.length);
      for (const [key, value] of entries) {
        writer.string(key);
        writer.nullableString(value);
        writer.tags();
      }
      writer.tags();
    }
    writer.int32(timeoutMs);
    const validateOnly = false;
    writer.boolean(validateOnly);
    writer.tags();
  },
  *decode(reader, version) {
    const throttleTimeMs = reader.int32();
    const topics = yield* readArray(reader, 12, () => readTopic(reader, version));
    reader.tags();
    return { throttleTimeMs, topics };
  },
};

function readTopic(reader: WireReader, version: number): CreatedTopic {
  const name = reader.string();
  if (version >= 7) reader.uuid();
  const errorCode = reader.int16();
  const errorMessage = reader.nullableString();
  reader.int32(); // partitions
  reader.int16(); // replication factor
  for (let left = reader.nullableArrayLength(6) ?? 0; left > 0; left--) skipConfig(reader);
  reader.tags();
  return { name, errorCode, errorMessage };
}

function skipConfig(reader: WireReader): void {
  reader.string(); // name
  reader.skipString(); // value
  reader.boolean(); // read only
  reader.int8(); // source
  reader.boolean(); // secret
  reader.tags();
}
