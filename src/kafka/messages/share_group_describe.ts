import type { WireReader } from "../wire/wire_reader.ts";
import type { Message, Throttled } from "./message.ts";
import { type AssignedTopic, readAssignment } from "./read_assignment.ts";
import { readArray, readArrayOfLong, readStrings } from "./read_array.ts";
import { writeStrings } from "./write_strings.ts";

export interface ShareGroupDescribeRequest {
  readonly groupIds: readonly string[];
}

export interface ShareGroupMember {
  readonly memberId: string;
  readonly rackId: string | undefined;
  readonly memberEpoch: number;
  readonly clientId: string;
  readonly clientHost: string;
  readonly subscribedTopicNames: readonly string[];
  readonly assignment: readonly AssignedTopic[];
}

export interface DescribedShareGroup {
  readonly errorCode: number;
  readonly errorMessage: string | undefined;
  readonly groupId: string;
  readonly groupState: string;
  readonly groupEpoch: number;
  readonly assignmentEpoch: number;
  readonly assignorName: string;
  readonly members: readonly ShareGroupMember[];
}

export interface ShareGroupDescribeAnswer extends Throttled {
  readonly groups: readonly DescribedShareGroup[];
}

/** ShareGroupDescribe: share groups (KIP-932). Answered by their coordinator. */
export const shareGroupDescribe: Message<ShareGroupDescribeRequest, ShareGroupDescribeAnswer> = {
  name: "ShareGroupDescribe",
  apiKey: 77,
  minVersion: 1,
  maxVersion: 1,
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

function* readGroup(reader: WireReader): Generator<void, DescribedShareGroup, void> {
  const group = {
    errorCode: reader.int16(),
    errorMessage: reader.nullableString(),
    groupId: reader.string(),
    groupState: reader.string(),
    groupEpoch: reader.int32(),
    assignmentEpoch: reader.int32(),
    assignorName: reader.string(),
  };
  const members = yield* readArray(reader, 12, () => readMember(reader));
  reader.int32(); // authorized operations
  reader.tags();
  return { ...group, members };
}

function readMember(reader: WireReader): ShareGroupMember {
  const member = {
    memberId: reader.string(),
    rackId: reader.nullableString(),
    memberEpoch: reader.int32(),
    clientId: reader.string(),
    clientHost: reader.string(),
    subscribedTopicNames: readStrings(reader),
    assignment: readAssignment(reader),
  };
  reader.tags();
  return member;
}
