import type { WireReader } from "../wire/wire_reader.ts";
import { readInt32Array } from "./read_array.ts";

/** Partitions of one topic that a member of a new-protocol group owns, or shall own. */
export interface AssignedTopic {
  readonly topicId: string | undefined;
  readonly name: string;
  readonly partitionIndexes: Int32Array;
}

/** Reads the `Assignment` structure that consumer and share group descriptions have in common. */
export function readAssignment(reader: WireReader): AssignedTopic[] {
  const topics: AssignedTopic[] = [];
  for (let left = reader.arrayLength(19); left > 0; left--) {
    topics.push({
      topicId: reader.uuid(),
      name: reader.string(),
      partitionIndexes: readInt32Array(reader),
    });
    reader.tags();
  }
  reader.tags();
  return topics;
}
