import type { WireReader } from "../wire/wire_reader.ts";
import type { WireWriter } from "../wire/wire_writer.ts";
import type { Message, Throttled } from "./message.ts";
import { orNaN } from "./or_nan.ts";
import { ITEMS_PER_SLICE, readArrayOfLong } from "./read_array.ts";
import type { TopicRows } from "./topic_rows.ts";

/** Asks for all commits of the groups, pending transactions left out of account. */
export interface OffsetFetchRequest {
  /** Exactly one before version 8. */
  readonly groups: readonly { readonly groupId: string }[];
}

export interface OffsetFetchGroupAnswer {
  /** undefined before version 8, whose answer does not repeat the one group that was asked for. */
  readonly groupId: string | undefined;
  readonly errorCode: number;
  readonly topics: readonly TopicRows[];
}

/** Commits of all groups in columns. */
export interface OffsetFetchAnswer extends Throttled {
  readonly groups: readonly OffsetFetchGroupAnswer[];
  readonly partitionIndexes: Int32Array;
  readonly errorCodes: Int16Array;
  /** Next offset to read; NaN without a commit. */
  readonly committedOffsets: Float64Array;
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
    const commits = new Commits(Math.floor(reader.remaining / COMMIT_BYTES));
    const groups = version >= MANY_GROUPS
      ? yield* readArrayOfLong(reader, 5, () => readGroup(reader, commits))
      : [yield* readOnlyGroup(reader, commits)];
    reader.tags();
    return { throttleTimeMs, groups, ...commits.columns() };
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
  commits: Commits,
): Generator<void, OffsetFetchGroupAnswer, void> {
  const groupId = reader.string();
  const topics = yield* readArrayOfLong(reader, 3, () => readTopic(reader, commits));
  const errorCode = reader.int16();
  reader.tags();
  return { groupId, errorCode, topics };
}

function* readOnlyGroup(
  reader: WireReader,
  commits: Commits,
): Generator<void, OffsetFetchGroupAnswer, void> {
  const topics = yield* readArrayOfLong(reader, 3, () => readTopic(reader, commits));
  return { groupId: undefined, errorCode: reader.int16(), topics };
}

function* readTopic(
  reader: WireReader,
  commits: Commits,
): Generator<void, TopicRows, void> {
  const name = reader.string();
  const from = commits.length;
  const to = from + reader.arrayLength(COMMIT_BYTES);
  for (let row = from + 1; row <= to; row++) {
    commits.read(reader);
    if (row % ITEMS_PER_SLICE === 0) yield;
  }
  reader.tags();
  return { name, from, to };
}

/** The least that a commit takes. */
const COMMIT_BYTES = 20;

/** The commits of an answer while they are read. */
class Commits {
  length = 0;
  readonly #partitionIndexes: Int32Array;
  readonly #errorCodes: Int16Array;
  readonly #committedOffsets: Float64Array;

  constructor(most: number) {
    this.#partitionIndexes = new Int32Array(most);
    this.#errorCodes = new Int16Array(most);
    this.#committedOffsets = new Float64Array(most);
  }

  read(reader: WireReader): void {
    const row = this.length++;
    this.#partitionIndexes[row] = reader.int32();
    this.#committedOffsets[row] = orNaN(reader.int64());
    reader.int32(); // leader epoch of the commit
    reader.skipString(); // whatever the group stored beside its offset
    this.#errorCodes[row] = reader.int16();
    reader.tags();
  }

  columns() {
    const { length } = this;
    return {
      partitionIndexes: this.#partitionIndexes.subarray(0, length),
      errorCodes: this.#errorCodes.subarray(0, length),
      committedOffsets: this.#committedOffsets.subarray(0, length),
    };
  }
}
