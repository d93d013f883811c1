import type { GroupType } from "../model/group_snapshot.ts";
import { ErrorCode } from "./messages/error_codes.ts";
import { type ListedGroup, listGroups } from "./messages/list_groups.ts";
import type { ReadContext } from "./read_context.ts";

/** A group as one broker lists it. */
export interface GroupListing {
  readonly groupId: string;
  readonly type: GroupType;
  readonly protocolType: string;
  readonly state: string | undefined;
  /** The broker that lists it: a candidate, since two may list a group while it moves. */
  readonly coordinatorId: number;
  readonly listedAtMs: number;
}

const TYPES: Readonly<Record<string, GroupType>> = {
  classic: "classic",
  consumer: "consumer",
  share: "share",
  streams: "streams",
};

/** Asks one broker for its groups; undefined if it did not answer, or is still loading them. */
export async function readGroupList(
  context: ReadContext,
  brokerId: number,
): Promise<readonly GroupListing[] | undefined> {
  try {
    const request = { states: [], types: [] };
    const answer = await context.client.send(brokerId, listGroups, request, context.signal);
    if (answer.errorCode !== ErrorCode.NONE) return undefined;
    const listedAtMs = context.clock.nowMs();
    return answer.groups
      .filter((group) => context.groupFilter(group.groupId) && group.groupState !== "Dead")
      .map((group) => toListing(group, brokerId, listedAtMs));
  } catch (error) {
    context.signal.throwIfAborted();
    context.logger.debug("Groups of one broker could not be listed", {
      brokerId,
      error: String(error),
    });
    return undefined;
  }
}

function toListing(group: ListedGroup, coordinatorId: number, listedAtMs: number): GroupListing {
  return {
    groupId: group.groupId,
    type: TYPES[group.groupType?.toLowerCase() ?? ""] ?? "unknown",
    protocolType: group.protocolType,
    state: group.groupState,
    coordinatorId,
    listedAtMs,
  };
}
