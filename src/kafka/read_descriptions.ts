import type { GroupDescription } from "../model/group_snapshot.ts";
import type { DescribedGroup } from "./described_group.ts";
import { DESCRIBING_MESSAGE } from "./describing_message.ts";
import { ErrorCode } from "./messages/error_codes.ts";
import type { ReadContext } from "./read_context.ts";
import type { GroupListing } from "./read_group_lists.ts";

/** Most groups described by one request. */
const GROUPS_PER_REQUEST = 500;

type Described = ReadonlyMap<string, GroupDescription>;

/** Describes the groups at their coordinators; those that could not be described are absent. */
export async function readDescriptions(
  context: ReadContext,
  groups: readonly GroupListing[],
): Promise<Described> {
  const described = new Map<string, GroupDescription>();
  const ofOneKind = Map.groupBy(groups, ({ coordinatorId, type }) => `${coordinatorId} ${type}`);
  await Promise.all([...ofOneKind.values()].map((kind) => describe(context, kind, described)));
  return described;
}

/** Describes groups of one type and one coordinator, request after request. */
async function describe(
  context: ReadContext,
  groups: readonly GroupListing[],
  into: Map<string, GroupDescription>,
): Promise<void> {
  const { coordinatorId, type } = groups[0]!;
  const message = DESCRIBING_MESSAGE[type];
  for (let from = 0; from < groups.length; from += GROUPS_PER_REQUEST) {
    const groupIds = groups.slice(from, from + GROUPS_PER_REQUEST).map(({ groupId }) => groupId);
    try {
      const answer = await context.client
        .send(coordinatorId, message, { groupIds }, context.signal);
      const readAtMs = context.clock.nowMs();
      for (const group of answer.groups) {
        if (isAlive(group)) into.set(group.groupId, toDescription(group, readAtMs));
      }
    } catch (error) {
      context.signal.throwIfAborted();
      context.logger.debug("Some groups could not be described", {
        brokerId: coordinatorId,
        type,
        groups: groupIds.length,
        error: String(error),
      });
    }
  }
}

function isAlive({ errorCode, state }: DescribedGroup): boolean {
  return errorCode === ErrorCode.NONE && state !== "Dead";
}

function toDescription(group: DescribedGroup, readAtMs: number): GroupDescription {
  const { state, assignor, members, subscription, epoch } = group;
  return { readAtMs, state, assignor, members, subscription, epoch };
}
