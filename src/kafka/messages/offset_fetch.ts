import type { WireReader } from "../wire/wire_reader.ts";
import type { WireWriter } from "../wire/wire_writer.ts";
import { ColumnSlab } from "./column_slab.ts";
import type { Message, Throttled } from "./message.ts";
import { orNaN } from "./or_nan.ts";
import { ITEMS_PER_SLICE, readArrayOfLong } from "./read_array.ts";

/** Asks for all commits of the groups, pending transactions left out of account. */
export interface OffsetFetchRequest {
  /** Exactly one before version 8. */
  readonly groups: readonly { readonly groupId: string }[];
}

/** Commits of one topic in columns. */
export interface OffsetFetchTopicAnswer {
  readonly name: string;
  readonly partitionIndexes: Int32Array;
  readonly errorCodes: Int16Array;
  /** Next offset to read; NaN without a commit. */
  readonly committedOffsets: Float64Array;
}

export interface OffsetFetchGroupAnswer {
  /** undefined before version 8, whose answer does not repeat the one group that was asked for. */
  readonly groupId: string | undefined;
  readonly errorCode: number;
  readonly topics: readonly OffsetFetchTopicAnswer[];
}

export interface OffsetFetchAnswer extends Throttled {
  readonly groups: readonly OffsetFetchGroupAnswer[];
}

/** First version that takes many groups (KIP-709). */
const MANY_GROUPS = 8;

/** OffsetFetch: committed offsets. Answered by the groups' coordinator. */
export const offsetFetch: Message<OffsetFetchRequest, OffsetFetchAnswer> = {
  name: "OffsetFetch",
  apiKey: 9,
  minVersion: 7,
  maxVersion: 9,
  flexibleFrom: 6,
  encode(writer, { groups }, version) {
    if (version >= MANY_GROUPS) writeGroups(writer, groups, version);
    else writeOnlyGroup(writer, groups, version);
    const requireStable = false;
    writer.boolean(requireStable);
    writer.tags();
  },
  *decode(reader, version) {
    const throttleTimeMs = reader.int32();
    const columns = new ColumnSlab();
    const groups = version >= MANY_GROUPS
      ? yield* readArrayOfLong(reader, 5, () => readGroup(reader, columns))
      : [yield* readOnlyGroup(reader, columns)];
    reader.tags();
    return { throttleTimeMs, groups };
  },
};

type Groups = OffsetFetchRequest["groups"];

function writeGroups(writer: WireWriter, groups: Groups, version: number): void {
  writer.arrayLength(groups.length);
  for (const { groupId } of groups) {
    writer.string(groupId);
    if (version >= 9) {
      // The caller is no member of the group.
      writer.nullableString(undefined);
      writer.int32(-1);
    }
    writer.nullArray(); // all topics
    writer.tags();
  }
}

function writeOnlyGroup(writer: WireWriter, groups: Groups, version: number): void {
  const [group] = groups;
  if (group === undefined || groups.length > 1) {
    throw new RangeError(
      `Cannot ask for ${groups.length} groups with OffsetFetch version ${version}: it takes one`,
    );
  }
  writer.string(group.groupId);
  writer.nullArray(); // all topics
}

function* readGroup(
  reader: WireReader,
  columns: ColumnSlab,
): Generator<void, OffsetFetchGroupAnswer, void> {
  const groupId = reader.string();
  const topics = yield* readArrayOfLong(reader, 3, () => readTopic(reader, columns));
  const errorCode = reader.int16();
  reader.tags();
  return { groupId, errorCode, topics };
}

function* readOnlyGroup(
  reader: WireReader,
  columns: ColumnSlab,
): Generator<void, OffsetFetchGroupAnswer, void> {
  const topics = yield* readArrayOfLong(reader, 3, () => readTopic(reader, columns));
  return { groupId: undefined, errorCode: reader.int16(), topics };
}

function* readTopic(
  reader: WireReader,
  columns: ColumnSlab,
): Generator<void, OffsetFetchTopicAnswer, void> {
  const name = reader.string();
  const length = reader.arrayLength(20);
  const partitionIndexes = columns.int32(length);
  const errorCodes = columns.int16(length);
  const committedOffsets = columns.float64(length);
  for (let i = 0; i < length; i++) {
    partitionIndexes[i] = reader.int32();
    committedOffsets[i] = orNaN(reader.int64());
    reader.int32(); // leader epoch of the commit
    reader.skipString(); // whatever the group stored beside its offset
    errorCodes[i] = reader.int16();
    reader.tags();
    if (i % ITEMS_PER_SLICE === ITEMS_PER_SLICE - 1) yield;
  }
  reader.tags();
  return { name, partitionIndexes, errorCodes, committedOffsets };
}
