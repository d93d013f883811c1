import type { WireReader } from "../wire/wire_reader.ts";
import type { Message, Throttled } from "./message.ts";
import { readArray, readArrayOfLong } from "./read_array.ts";
import { writeStrings } from "./write_strings.ts";

export interface DescribeGroupsRequest {
  readonly groupIds: readonly string[];
}

export interface DescribedGroupMember {
  readonly memberId: string;
  readonly groupInstanceId: string | undefined;
  readonly clientId: string;
  readonly clientHost: string;
  /** In the form of the group's protocol type: a subscription if that is "consumer". */
  readonly memberMetadata: Uint8Array;
  /** In the form of the group's protocol type; empty unless the group is stable. */
  readonly memberAssignment: Uint8Array;
}

export interface DescribedGroup {
  readonly errorCode: number;
  /** undefined before version 6. */
  readonly errorMessage: string | undefined;
  readonly groupId: string;
  readonly groupState: string;
  readonly protocolType: string;
  /** The partition assignor of a consumer group. */
  readonly protocolData: string;
  readonly members: readonly DescribedGroupMember[];
}

export interface DescribeGroupsAnswer extends Throttled {
  readonly groups: readonly DescribedGroup[];
}

/** DescribeGroups: groups of the classic protocol. Answered by their coordinator. */
export const describeGroups: Message<DescribeGroupsRequest, DescribeGroupsAnswer> = {
  name: "DescribeGroups",
  apiKey: 15,
  minVersion: 5,
  maxVersion: 6,
  flexibleFrom: 5,
  encode(writer, { groupIds }) {
    writeStrings(writer, groupIds);
    const includeAuthorizedOperations = false;
    writer.boolean(includeAuthorizedOperations);
    writer.tags();
  },
  *decode(reader, version) {
    const throttleTimeMs = reader.int32();
    const groups = yield* readArrayOfLong(reader, 12, () => readGroup(reader, version));
    reader.tags();
    return { throttleTimeMs, groups };
  },
};

function* readGroup(
  reader: WireReader,
  version: number,
): Generator<void, DescribedGroup, void> {
  const errorCode = reader.int16();
  const errorMessage = version >= 6 ? reader.nullableString() : undefined;
  const groupId = reader.string();
  const groupState = reader.string();
  const protocolType = reader.string();
  const protocolData = reader.string();
  const members = yield* readArray(reader, 7, () => readMember(reader));
  reader.int32(); // authorized operations
  reader.tags();
  return { errorCode, errorMessage, groupId, groupState, protocolType, protocolData, members };
}

function readMember(reader: WireReader): DescribedGroupMember {
  const member = {
    memberId: reader.string(),
    groupInstanceId: reader.nullableString(),
    clientId: reader.string(),
    clientHost: reader.string(),
    memberMetadata: reader.bytes(),
    memberAssignment: reader.bytes(),
  };
  reader.tags();
  return member;
}
