import { DecodeError } from "../wire/decode_error.ts";
import { WireReader } from "../wire/wire_reader.ts";
import { readInt32Array, readStrings } from "./read_array.ts";

/** Partitions of one topic that a member of a classic group was given. */
export interface ConsumerProtocolTopic {
  readonly topic: string;
  readonly partitions: Int32Array;
}

/**
 * Topics that a classic consumer has subscribed to, by its `ConsumerProtocolSubscription`; undefined
 * if the bytes are none. Newer versions only add fields at the end, so that any can be read.
 */
export function readSubscribedTopics(bytes: Uint8Array): readonly string[] | undefined {
  return readBody(bytes, readStrings);
}

/**
 * What a classic consumer was given, by its `ConsumerProtocolAssignment`; undefined if the bytes are
 * none. A member that was given nothing may have no bytes at all.
 */
export function readAssignedTopics(
  bytes: Uint8Array,
): readonly ConsumerProtocolTopic[] | undefined {
  if (bytes.length === 0) return [];
  return readBody(bytes, (reader) => {
    const topics: ConsumerProtocolTopic[] = [];
    for (let left = reader.arrayLength(6); left > 0; left--) {
      topics.push({ topic: reader.string(), partitions: readInt32Array(reader) });
    }
    return topics;
  });
}

/** The members wrote these bytes, and brokers pass them on unread: anything may be in them. */
function readBody<T>(bytes: Uint8Array, read: (reader: WireReader) => T): T | undefined {
  const reader = new WireReader(bytes, false);
  try {
    const version = reader.int16();
    return version < 0 ? undefined : read(reader);
  } catch (error) {
    if (error instanceof DecodeError) return undefined;
    throw error;
  }
}
