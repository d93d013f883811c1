import type { GroupType } from "../model/group_snapshot.ts";
import {
  type DescribedGroup,
  fromClassic,
  fromConsumer,
  fromShare,
  fromStreams,
} from "./described_group.ts";
import { consumerGroupDescribe } from "./messages/consumer_group_describe.ts";
import { describeGroups } from "./messages/describe_groups.ts";
import type { Message, Throttled } from "./messages/message.ts";
import { shareGroupDescribe } from "./messages/share_group_describe.ts";
import { streamsGroupDescribe } from "./messages/streams_group_describe.ts";

/** A message that describes groups at their coordinator. */
export type Describe<G> = Message<
  { readonly groupIds: readonly string[] },
  Throttled & { readonly groups: readonly G[] }
>;

/** Each type has its own message: to another's, such a group looks dead. */
export const DESCRIBING_MESSAGE: Readonly<Record<GroupType, Describe<DescribedGroup>>> = {
  classic: described(describeGroups, fromClassic),
  unknown: described(describeGroups, fromClassic),
  consumer: described(consumerGroupDescribe, fromConsumer),
  share: described(shareGroupDescribe, fromShare),
  streams: described(streamsGroupDescribe, fromStreams),
};

/** The same message with an answer that does not depend on the type, group by group. */
function described<G>(
  message: Describe<G>,
  from: (group: G) => DescribedGroup,
): Describe<DescribedGroup> {
  return {
    ...message,
    *decode(reader, version) {
      const { throttleTimeMs, groups } = yield* message.decode(reader, version);
      const same: DescribedGroup[] = [];
      for (const group of groups) {
        same.push(from(group));
        yield;
      }
      return { throttleTimeMs, groups: same };
    },
  };
}
