import type { WireReader } from "../wire/wire_reader.ts";
import type { Message, Throttled } from "./message.ts";
import { readArray, readArrayOfLong, readInt32Array, readStrings } from "./read_array.ts";
import { writeStrings } from "./write_strings.ts";

export interface StreamsGroupDescribeRequest {
  readonly groupIds: readonly string[];
}

/** Tasks of one subtopology: one a partition of its source topics. */
export interface StreamsTasks {
  readonly subtopologyId: string;
  readonly partitionIndexes: Int32Array;
}

export interface StreamsGroupMember {
  readonly memberId: string;
  readonly memberEpoch: number;
  readonly instanceId: string | undefined;
  readonly rackId: string | undefined;
  readonly clientId: string;
  readonly clientHost: string;
  /** The same for all members of one process. */
  readonly processId: string;
  /** Tasks that the member runs now. */
  readonly activeTasks: readonly StreamsTasks[];
  /** Tasks that it shall run when the group has settled. */
  readonly targetActiveTasks: readonly StreamsTasks[];
}

/** A part of the topology that is connected by topics only. */
export interface Subtopology {
  readonly subtopologyId: string;
  readonly sourceTopics: readonly string[];
  readonly repartitionSinkTopics: readonly string[];
  readonly changelogTopics: readonly string[];
  readonly repartitionSourceTopics: readonly string[];
}

export interface DescribedStreamsGroup {
  readonly errorCode: number;
  readonly errorMessage: string | undefined;
  readonly groupId: string;
  readonly groupState: string;
  readonly groupEpoch: number;
  readonly assignmentEpoch: number;
  /** undefined while the group has not told its topology. */
  readonly subtopologies: readonly Subtopology[] | undefined;
  readonly members: readonly StreamsGroupMember[];
}

export interface StreamsGroupDescribeAnswer extends Throttled {
  readonly groups: readonly DescribedStreamsGroup[];
}

/** StreamsGroupDescribe: groups of the streams protocol (KIP-1071). Answered by their coordinator. */
export const streamsGroupDescribe: Message<
  StreamsGroupDescribeRequest,
  StreamsGroupDescribeAnswer
> = {
  name: "StreamsGroupDescribe",
  apiKey: 89,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  encode(writer, { groupIds }) {
    writeStrings(writer, groupIds);
    const includeAuthorizedOperations = false;
    writer.boolean(includeAuthorizedOperations);
    writer.tags();
  },
  *decode(reader) {
    const throttleTimeMs = reader.int32();
    const groups = yield* readArrayOfLong(reader, 20, () => readGroup(reader));
    reader.tags();
    return { throttleTimeMs, groups };
  },
};

function* readGroup(reader: WireReader): Generator<void, DescribedStreamsGroup, void> {
  const group = {
    errorCode: reader.int16(),
    errorMessage: reader.nullableString(),
    groupId: reader.string(),
    groupState: reader.string(),
    groupEpoch: reader.int32(),
    assignmentEpoch: reader.int32(),
    subtopologies: readTopology(reader),
  };
  const members = yield* readArray(reader, 27, () => readMember(reader));
  reader.int32(); // authorized operations
  reader.tags();
  return { ...group, members };
}

function readTopology(reader: WireReader): Subtopology[] | undefined {
  if (!isPresent(reader)) return undefined;
  reader.int32(); // epoch
  const length = reader.nullableArrayLength(6);
  const subtopologies = length === undefined
    ? undefined
    : Array.from({ length }, () => readSubtopology(reader));
  reader.tags();
  return subtopologies;
}

function readSubtopology(reader: WireReader): Subtopology {
  const subtopology = {
    subtopologyId: reader.string(),
    sourceTopics: readStrings(reader),
    repartitionSinkTopics: readStrings(reader),
    changelogTopics: readTopicNames(reader),
    repartitionSourceTopics: readTopicNames(reader),
  };
  reader.tags();
  return subtopology;
}

/** The names of an array of `TopicInfo`. */
function readTopicNames(reader: WireReader): string[] {
  return Array.from({ length: reader.arrayLength(9) }, () => {
    const name = reader.string();
    reader.int32(); // partitions
    reader.int16(); // replication factor
    skipPairs(reader); // settings
    reader.tags();
    return name;
  });
}

function readMember(reader: WireReader): StreamsGroupMember {
  const member = {
    memberId: reader.string(),
    memberEpoch: reader.int32(),
    instanceId: reader.nullableString(),
    rackId: reader.nullableString(),
    clientId: reader.string(),
    clientHost: reader.string(),
  };
  reader.int32(); // topology epoch
  const processId = reader.string();
  skipEndpoint(reader);
  skipPairs(reader); // client tags
  skipTaskOffsets(reader);
  skipTaskOffsets(reader); // ends
  const activeTasks = readActiveTasks(reader);
  const targetActiveTasks = readActiveTasks(reader);
  reader.boolean(); // of the classic protocol
  reader.tags();
  return { ...member, processId, activeTasks, targetActiveTasks };
}

/** Reads an `Assignment`: active tasks, then standby and warm-up tasks. */
function readActiveTasks(reader: WireReader): StreamsTasks[] {
  const active = readTasks(reader);
  readTasks(reader);
  readTasks(reader);
  reader.tags();
  return active;
}

function readTasks(reader: WireReader): StreamsTasks[] {
  return Array.from({ length: reader.arrayLength(3) }, () => {
    const tasks = { subtopologyId: reader.string(), partitionIndexes: readInt32Array(reader) };
    reader.tags();
    return tasks;
  });
}

function skipTaskOffsets(reader: WireReader): void {
  for (let left = reader.arrayLength(14); left > 0; left--) {
    reader.string(); // subtopology
    reader.int32(); // partition
    reader.int64(); // offset
    reader.tags();
  }
}

function skipEndpoint(reader: WireReader): void {
  if (!isPresent(reader)) return;
  reader.string(); // host
  reader.int16(); // port
  reader.tags();
}

function skipPairs(reader: WireReader): void {
  for (let left = reader.arrayLength(3); left > 0; left--) {
    reader.string(); // key
    reader.string(); // value
    reader.tags();
  }
}

/** A nullable structure begins with -1 for null, else with 1. */
function isPresent(reader: WireReader): boolean {
  return reader.int8() >= 0;
}
