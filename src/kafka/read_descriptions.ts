import type { GroupDescription, GroupMember } from "../model/group_snapshot.ts";
import { consumerGroupDescribe } from "./messages/consumer_group_describe.ts";
import { describeGroups } from "./messages/describe_groups.ts";
import { ErrorCode } from "./messages/error_codes.ts";
import type { ReadContext } from "./read_context.ts";
import type { GroupListing } from "./read_group_lists.ts";

/** Most groups described by one request. */
const GROUPS_PER_REQUEST = 500;

type Described = ReadonlyMap<string, GroupDescription>;
type Describe = (
  context: ReadContext,
  brokerId: number,
  groupIds: readonly string[],
) => Promise<Described>;

/** Describes the groups at their coordinators; those that could not be described are absent. */
export async function readDescriptions(
  context: ReadContext,
  groups: readonly GroupListing[],
): Promise<Described> {
  const byBroker = Map.groupBy(groups, (group) => group.coordinatorId);
  const answers = await Promise.all(
    [...byBroker].flatMap(([brokerId, listings]) => [
      inRequests(context, brokerId, listings.filter(isClassic), describeClassic),
      inRequests(
        context,
        brokerId,
        listings.filter((of) => of.type === "consumer"),
        describeConsumer,
      ),
    ]),
  );
  return new Map(answers.flatMap((described) => [...described]));
}

function isClassic(listing: GroupListing): boolean {
  return listing.type === "classic" || listing.type === "unknown";
}

async function inRequests(
  context: ReadContext,
  brokerId: number,
  listings: readonly GroupListing[],
  describe: Describe,
): Promise<Described> {
  const all = new Map<string, GroupDescription>();
  for (let from = 0; from < listings.length; from += GROUPS_PER_REQUEST) {
    const groupIds = listings.slice(from, from + GROUPS_PER_REQUEST).map((of) => of.groupId);
    try {
      for (const [id, found] of await describe(context, brokerId, groupIds)) all.set(id, found);
    } catch (error) {
      context.signal.throwIfAborted();
      context.logger.debug("Some groups could not be described", {
        brokerId,
        groups: groupIds.length,
        error: String(error),
      });
    }
  }
  return all;
}

/** Groups of the classic protocol, and offsets stored without any. */
async function describeClassic(
  context: ReadContext,
  brokerId: number,
  groupIds: readonly string[],
): Promise<Described> {
  const request = { groupIds };
  const answer = await context.client.send(brokerId, describeGroups, request, context.signal);
  const readAtMs = context.clock.nowMs();
  return new Map(
    answer.groups
      .filter((group) => group.errorCode === ErrorCode.NONE && group.groupState !== "Dead")
      .map((group) => [group.groupId, {
        readAtMs,
        state: group.groupState,
        assignor: group.protocolData,
        members: group.members.map(toMember),
      }]),
  );
}

/** Groups of the new protocol (KIP-848), which the older message reports as dead. */
async function describeConsumer(
  context: ReadContext,
  brokerId: number,
  groupIds: readonly string[],
): Promise<Described> {
  const request = { groupIds };
  const answer = await context.client
    .send(brokerId, consumerGroupDescribe, request, context.signal);
  const readAtMs = context.clock.nowMs();
  return new Map(
    answer.groups
      .filter((group) => group.errorCode === ErrorCode.NONE && group.groupState !== "Dead")
      .map((group) => [group.groupId, {
        readAtMs,
        state: group.groupState,
        assignor: group.assignorName,
        members: group.members.map(toMember),
      }]),
  );
}

interface DescribedMember {
  readonly memberId: string;
  readonly groupInstanceId?: string | undefined;
  readonly instanceId?: string | undefined;
  readonly clientId: string;
  readonly clientHost: string;
}

function toMember(member: DescribedMember): GroupMember {
  return {
    memberId: member.memberId,
    groupInstanceId: member.groupInstanceId ?? member.instanceId,
    clientId: member.clientId,
    clientHost: member.clientHost,
  };
}
