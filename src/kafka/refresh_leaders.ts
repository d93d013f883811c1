import { runSliced } from "../runtime/slices.ts";
import { applyMetadata } from "./apply_metadata.ts";
import { ErrorCode } from "./messages/error_codes.ts";
import { metadata } from "./messages/metadata.ts";
import type { PartitionTable } from "./partition_table.ts";
import type { ReadContext } from "./read_context.ts";

/**
 * Asks for the topics of the slots by name and takes over their new leaders. Errors leave those that
 * are known, as does a broker that knows only earlier ones.
 */
export async function refreshLeaders(
  context: ReadContext,
  table: PartitionTable,
  slots: readonly number[],
): Promise<void> {
  const names = new Set<string>();
  for (const slot of slots) {
    const topic = table.directory.slotTopic[slot];
    if (topic !== undefined) names.add(topic.name);
  }
  try {
    const { answer } = await context.client
      .sendToAny(metadata, { topics: [...names] }, context.signal);
    const topics = answer.topics.filter((topic) => topic.errorCode === ErrorCode.NONE);
    await runSliced(applyMetadata(table, { ...answer, topics }, true), context.signal);
  } catch (error) {
    context.signal.throwIfAborted();
    context.logger.debug("Leaders could not be refreshed", {
      topics: names.size,
      error: String(error),
    });
  }
}
