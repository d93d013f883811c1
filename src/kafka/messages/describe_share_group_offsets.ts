import type { WireReader } from "../wire/wire_reader.ts";
import type { Message, Throttled } from "./message.ts";
import { orNaN } from "./or_nan.ts";
import { readArray, readArrayOfLong } from "./read_array.ts";

export interface DescribeShareGroupOffsetsRequest {
  /** All partitions of each group. */
  readonly groupIds: readonly string[];
}

export interface ShareGroupPartition {
  readonly partitionIndex: number;
  /** First offset that is not done with; NaN if the group has not begun with the partition. */
  readonly startOffset: number;
  /** Records that are neither done with nor archived (KIP-1226); NaN before version 1 and if unknown. */
  readonly lag: number;
  readonly errorCode: number;
}

export interface ShareGroupOffsets {
  readonly groupId: string;
  readonly errorCode: number;
  readonly topics: readonly {
    readonly name: string;
    readonly partitions: readonly ShareGroupPartition[];
  }[];
}

export interface DescribeShareGroupOffsetsAnswer extends Throttled {
  readonly groups: readonly ShareGroupOffsets[];
}

/** DescribeShareGroupOffsets: how far share groups are (KIP-932). Answered by their coordinator. */
export const describeShareGroupOffsets: Message<
  DescribeShareGroupOffsetsRequest,
  DescribeShareGroupOffsetsAnswer
> = {
  name: "DescribeShareGroupOffsets",
  apiKey: 90,
  minVersion: 0,
  maxVersion: 1,
  flexibleFrom: 0,
  encode(writer, { groupIds }) {
    writer.arrayLength(groupIds.length);
    for (const groupId of groupIds) {
      writer.string(groupId);
      writer.nullArray();
      writer.tags();
    }
    writer.tags();
  },
  *decode(reader, version) {
    const throttleTimeMs = reader.int32();
    const groups = yield* readArrayOfLong(reader, 6, () => readGroup(reader, version));
    reader.tags();
    return { throttleTimeMs, groups };
  },
};

function* readGroup(
  reader: WireReader,
  version: number,
): Generator<void, ShareGroupOffsets, void> {
  const groupId = reader.string();
  const topics = yield* readArrayOfLong(reader, 19, () => readTopic(reader, version));
  const errorCode = reader.int16();
  reader.skipString(); // error message
  reader.tags();
  return { groupId, errorCode, topics };
}

function* readTopic(reader: WireReader, version: number) {
  const name = reader.string();
  reader.uuid(); // topic id
  const partitions = yield* readArray(reader, 20, () => readPartition(reader, version));
  reader.tags();
  return { name, partitions };
}

function readPartition(reader: WireReader, version: number): ShareGroupPartition {
  const partitionIndex = reader.int32();
  const startOffset = orNaN(reader.int64());
  reader.int32(); // leader epoch
  const lag = version >= 1 ? orNaN(reader.int64()) : NaN;
  const errorCode = reader.int16();
  reader.skipString(); // error message
  reader.tags();
  return { partitionIndex, startOffset, lag, errorCode };
}
