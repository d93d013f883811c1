import type { MissingGroup } from "../model/group_snapshot.ts";
import type { DescribedGroup } from "./described_group.ts";
import { DESCRIBING_MESSAGE } from "./describing_message.ts";
import { findCoordinators } from "./find_coordinators.ts";
import { ErrorCode } from "./messages/error_codes.ts";
import type { ReadContext } from "./read_context.ts";

/** Asks the groups' coordinators and gives the ids of those that do not exist, by their word. */
export async function findGone(
  context: ReadContext,
  groups: readonly MissingGroup[],
): Promise<ReadonlySet<string>> {
  const gone = new Set<string>();
  const coordinators = await findCoordinators(context, groups.map(({ groupId }) => groupId));
  const found = groups.filter(({ groupId }) => coordinators.has(groupId));
  const kinds = Map.groupBy(
    found,
    ({ groupId, type }) => `${coordinators.get(groupId)} ${type}`,
  );
  await Promise.all([...kinds.values()].map(async (kind) => {
    const brokerId = coordinators.get(kind[0]!.groupId)!;
    for (const groupId of await describedAsGone(context, brokerId, kind)) gone.add(groupId);
  }));
  return gone;
}

async function describedAsGone(
  context: ReadContext,
  brokerId: number,
  kind: readonly MissingGroup[],
): Promise<string[]> {
  const message = DESCRIBING_MESSAGE[kind[0]!.type];
  try {
    const request = { groupIds: kind.map(({ groupId }) => groupId) };
    const answer = await context.client.send(brokerId, message, request, context.signal);
    return answer.groups.filter(isGone).map(({ groupId }) => groupId);
  } catch (error) {
    context.signal.throwIfAborted();
    context.logger.debug("Missing groups could not be described", {
      brokerId,
      groups: kind.length,
      error: String(error),
    });
    return [];
  }
}

/** Coordinators tell "no such group" by an error, older ones by the state. */
function isGone({ errorCode, state }: DescribedGroup): boolean {
  return errorCode === ErrorCode.GROUP_ID_NOT_FOUND ||
    (errorCode === ErrorCode.NONE && state === "Dead");
}
