import type { MissingGroup } from "../model/group_snapshot.ts";
import type { DescribedGroup } from "./described_group.ts";
import { DESCRIBING_MESSAGE } from "./describing_message.ts";
import { findCoordinators } from "./find_coordinators.ts";
import { ErrorCode } from "./messages/error_codes.ts";
import type { ReadContext } from "./read_context.ts";

/**
 * Asks the groups' coordinators whether they exist: false if the coordinator says that there is no
 * such group, true if it says anything else, absent if it could not be asked.
 */
export async function askWhetherTheyExist(
  context: ReadContext,
  groups: readonly MissingGroup[],
): Promise<ReadonlyMap<string, boolean>> {
  const told = new Map<string, boolean>();
  const coordinators = await findCoordinators(context, groups.map(({ groupId }) => groupId));
  const found = groups.filter(({ groupId }) => coordinators.has(groupId));
  const kinds = Map.groupBy(
    found,
    ({ groupId, type }) => `${coordinators.get(groupId)} ${type}`,
  );
  await Promise.all([...kinds.values()].map(async (kind) => {
    const brokerId = coordinators.get(kind[0]!.groupId)!;
    for (const group of await describe(context, brokerId, kind)) {
      told.set(group.groupId, !isDenied(group));
    }
  }));
  return told;
}

async function describe(
  context: ReadContext,
  brokerId: number,
  kind: readonly MissingGroup[],
): Promise<readonly DescribedGroup[]> {
  const message = DESCRIBING_MESSAGE[kind[0]!.type];
  try {
    const request = { groupIds: kind.map(({ groupId }) => groupId) };
    return (await context.client.send(brokerId, message, request, context.signal)).groups;
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
function isDenied({ errorCode, state }: DescribedGroup): boolean {
  return errorCode === ErrorCode.GROUP_ID_NOT_FOUND ||
    (errorCode === ErrorCode.NONE && state === "Dead");
}
