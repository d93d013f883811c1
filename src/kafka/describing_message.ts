import type { GroupType } from "../model/group_snapshot.ts";
import { consumerGroupDescribe } from "./messages/consumer_group_describe.ts";
import { describeGroups } from "./messages/describe_groups.ts";
import type { Message, Throttled } from "./messages/message.ts";
import { shareGroupDescribe } from "./messages/share_group_describe.ts";
import { streamsGroupDescribe } from "./messages/streams_group_describe.ts";

/** What the answers of all describing messages have in common. */
export interface DescribedGroup {
  readonly errorCode: number;
  readonly groupId: string;
  readonly groupState: string;
  /** The assignor; the classic protocol calls it protocol data. */
  readonly assignorName?: string;
  readonly protocolData?: string;
  readonly members: readonly DescribedMember[];
}

export interface DescribedMember {
  readonly memberId: string;
  /** For static members; the classic protocol's name, then KIP-848's. */
  readonly groupInstanceId?: string | undefined;
  readonly instanceId?: string | undefined;
  readonly clientId: string;
  readonly clientHost: string;
}

/** A message that describes groups at their coordinator. */
export type Describe = Message<
  { readonly groupIds: readonly string[] },
  Throttled & { readonly groups: readonly DescribedGroup[] }
>;

/** Each type has its own message: to another's, such a group looks dead. */
export const DESCRIBING_MESSAGE: Readonly<Record<GroupType, Describe>> = {
  classic: describeGroups,
  unknown: describeGroups,
  consumer: consumerGroupDescribe,
  share: shareGroupDescribe,
  streams: streamsGroupDescribe,
};
