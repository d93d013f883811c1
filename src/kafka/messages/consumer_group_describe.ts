import type { WireReader } from "../wire/wire_reader.ts";
import type { Message, Throttled } from "./message.ts";
import { type AssignedTopic, readAssignment } from "./read_assignment.ts";
import { readArray, readArrayOfLong, readStrings } from "./read_array.ts";
import { writeStrings } from "./write_strings.ts";

export interface ConsumerGroupDescribeRequest {
  readonly groupIds: readonly string[];
}

export interface ConsumerGroupMember {
  readonly memberId: string;
  readonly instanceId: string | undefined;
  readonly rackId: string | undefined;
  readonly memberEpoch: number;
  readonly clientId: string;
  readonly clientHost: string;
  readonly subscribedTopicNames: readonly string[];
  readonly subscribedTopicRegex: string | undefined;
  /** What the member owns now. */
  readonly assignment: readonly AssignedTopic[];
  /** What it shall own when the group has settled. */
  readonly targetAssignment: readonly AssignedTopic[];
  /** undefined before version 1, and where the broker does not know. */
  readonly memberType: "classic" | "consumer" | undefined;
}

export interface DescribedConsumerGroup {
  readonly errorCode: number;
  readonly errorMessage: string | undefined;
  readonly groupId: string;
  readonly groupState: string;
  readonly groupEpoch: number;
  readonly assignmentEpoch: number;
  readonly assignorName: string;
  readonly members: readonly ConsumerGroupMember[];
}

export interface ConsumerGroupDescribeAnswer extends Throttled {
  readonly groups: readonly DescribedConsumerGroup[];
}

/** ConsumerGroupDescribe: groups of the new protocol (KIP-848). Answered by their coordinator. */
export const consumerGroupDescribe: Message<
  ConsumerGroupDescribeRequest,
  ConsumerGroupDescribeAnswer
> = {
  name: "ConsumerGroupDescribe",
  apiKey: 69,
  minVersion: 0,
  maxVersion: 1,
  flexibleFrom: 0,
  encode(writer, { groupIds }) {
    writeStrings(writer, groupIds);
    const includeAuthorizedOperations = false;
    writer.boolean(includeAuthorizedOperations);
    writer.tags();
  },
  *decode(reader, version) {
    const throttleTimeMs = reader.int32();
    const groups = yield* readArrayOfLong(reader, 20, () => readGroup(reader, version));
    reader.tags();
    return { throttleTimeMs, groups };
  },
};

function* readGroup(
  reader: WireReader,
  version: number,
): Generator<void, DescribedConsumerGroup, void> {
  const group = {
    errorCode: reader.int16(),
    errorMessage: reader.nullableString(),
    groupId: reader.string(),
    groupState: reader.string(),
    groupEpoch: reader.int32(),
    assignmentEpoch: reader.int32(),
    assignorName: reader.string(),
  };
  const members = yield* readArray(reader, 16, () => readMember(reader, version));
  reader.int32(); // authorized operations
  reader.tags();
  return { ...group, members };
}

function readMember(reader: WireReader, version: number): ConsumerGroupMember {
  const member = {
    memberId: reader.string(),
    instanceId: reader.nullableString(),
    rackId: reader.nullableString(),
    memberEpoch: reader.int32(),
    clientId: reader.string(),
    clientHost: reader.string(),
    subscribedTopicNames: readStrings(reader),
    subscribedTopicRegex: reader.nullableString(),
    assignment: readAssignment(reader),
    targetAssignment: readAssignment(reader),
    memberType: version >= 1 ? memberType(reader.int8()) : undefined,
  };
  reader.tags();
  return member;
}

function memberType(code: number): "classic" | "consumer" | undefined {
  if (code === 0) return "classic";
  return code === 1 ? "consumer" : undefined;
}
