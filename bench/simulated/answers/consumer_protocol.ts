import { WireWriter } from "../../../src/kafka/wire/wire_writer.ts";

const VERSION = 0;
const NO_USER_DATA = -1;

/** What a member of a classic group subscribes to (`ConsumerProtocolSubscription`, version 0). */
export function subscriptionBytes(topics: readonly string[]): Uint8Array {
  const writer = new WireWriter(false);
  writer.int16(VERSION);
  writer.arrayLength(topics.length);
  for (const topic of topics) writer.string(topic);
  writer.int32(NO_USER_DATA);
  return writer.bytes();
}

/** What a member of a classic group owns (`ConsumerProtocolAssignment`, version 0). */
export function assignmentBytes(
  topics: readonly (readonly [name: string, partitions: readonly number[]])[],
): Uint8Array {
  const writer = new WireWriter(false);
  writer.int16(VERSION);
  writer.arrayLength(topics.length);
  for (const [topic, partitions] of topics) {
    writer.string(topic);
    writer.arrayLength(partitions.length);
    for (const partition of partitions) writer.int32(partition);
  }
  writer.int32(NO_USER_DATA);
  return writer.bytes();
}
