import { ErrorCode } from "./messages/error_codes.ts";
import { findCoordinator } from "./messages/find_coordinator.ts";
import type { ReadContext } from "./read_context.ts";

/** Asks one broker who coordinates the groups; those that it could not tell are absent. */
export async function findCoordinators(
  context: ReadContext,
  groupIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>();
  if (groupIds.length === 0) return found;
  try {
    const { answer } = await context.client
      .sendToAny(findCoordinator, { groupIds }, context.signal);
    for (const coordinator of answer.coordinators) {
      if (coordinator.errorCode === ErrorCode.NONE) found.set(coordinator.key, coordinator.nodeId);
    }
  } catch (error) {
    context.signal.throwIfAborted();
    context.logger.debug("Coordinators could not be looked up", {
      groups: groupIds.length,
      error: String(error),
    });
  }
  return found;
}
