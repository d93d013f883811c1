import type { WireReader } from "../wire/wire_reader.ts";
import type { Message, Throttled } from "./message.ts";
import { readArray, readArrayOfLong } from "./read_array.ts";
import { writeStrings } from "./write_strings.ts";

/** The resource type of topics (`ConfigResource.Type`). */
export const TOPIC_RESOURCE = 2;

export interface ResourceRequest {
  readonly type: number;
  /** A topic's name, or a broker's id as text. */
  readonly name: string;
  /** undefined: all settings. */
  readonly keys: readonly string[] | undefined;
}

export interface DescribeConfigsRequest {
  readonly resources: readonly ResourceRequest[];
}

export interface ConfigEntry {
  readonly name: string;
  /** undefined where it is a secret or has none. */
  readonly value: string | undefined;
  /** Where it was set (`ConfigEntry.ConfigSource`): 1 at the topic, 4 by a broker's file, 5 nowhere. */
  readonly source: number;
}

export interface DescribedResource {
  readonly errorCode: number;
  readonly errorMessage: string | undefined;
  readonly type: number;
  readonly name: string;
  readonly entries: readonly ConfigEntry[];
}

export interface DescribeConfigsAnswer extends Throttled {
  readonly resources: readonly DescribedResource[];
}

/**
 * DescribeConfigs: settings with their defaults. Any broker answers for topics, only the broker
 * itself for a broker.
 */
export const describeConfigs: Message<DescribeConfigsRequest, DescribeConfigsAnswer> = {
  name: "DescribeConfigs",
  apiKey: 32,
  minVersion: 4,
  maxVersion: 4,
  flexibleFrom: 4,
  encode(writer, { resources }) {
    writer.arrayLength(resources.length);
    for (const { type, name, keys } of resources) {
      writer.int8(type);
      writer.string(name);
      if (keys === undefined) writer.nullArray();
      else writeStrings(writer, keys);
      writer.tags();
    }
    const includeSynonyms = false;
    writer.boolean(includeSynonyms);
    const includeDocumentation = false;
    writer.boolean(includeDocumentation);
    writer.tags();
  },
  *decode(reader) {
    const throttleTimeMs = reader.int32();
    const resources = yield* readArrayOfLong(reader, 7, () => readResource(reader));
    reader.tags();
    return { throttleTimeMs, resources };
  },
};

function* readResource(reader: WireReader): Generator<void, DescribedResource, void> {
  const errorCode = reader.int16();
  const errorMessage = reader.nullableString();
  const type = reader.int8();
  const name = reader.string();
  const entries = yield* readArray(reader, 9, () => readEntry(reader));
  reader.tags();
  return { errorCode, errorMessage, type, name, entries };
}

function readEntry(reader: WireReader): ConfigEntry {
  const name = reader.string();
  const value = reader.nullableString();
  reader.boolean(); // read only
  const source = reader.int8();
  reader.boolean(); // secret
  for (let left = reader.arrayLength(4); left > 0; left--) skipSynonym(reader);
  reader.int8(); // type
  reader.skipString(); // documentation
  reader.tags();
  return { name, value, source };
}

/** They are not asked for; a broker might send them all the same. */
function skipSynonym(reader: WireReader): void {
  reader.string(); // name
  reader.skipString(); // value
  reader.int8(); // source
  reader.tags();
}
