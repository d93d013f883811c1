import type { ClusterChanges } from "../model/cluster_changes.ts";
import type { Logger } from "../runtime/logger.ts";

/** Lines of one kind in one cycle; the others are only counted. */
const MOST_LINES = 5;

/** Says what an operator would want to find in the log later, and not what happens every day. */
export function logChanges(logger: Logger, changes: ClusterChanges): void {
  const { grown, recreated, truncations } = changes;
  for (const change of grown.slice(0, MOST_LINES)) {
    logger.info("A topic got partitions", { ...change });
  }
  for (const change of recreated.slice(0, MOST_LINES)) {
    logger.info("A topic was deleted and created again", { ...change });
  }
  for (const { topic, partition, fromOffset, toOffset } of truncations.slice(0, MOST_LINES)) {
    logger.warn("The end of a log went back: records were lost", {
      topic,
      partition,
      fromOffset,
      toOffset,
    });
  }
  for (const [what, { length }] of Object.entries({ grown, recreated, truncations })) {
    if (length > MOST_LINES) logger.info("More changes of this kind", { what, all: length });
  }
}
