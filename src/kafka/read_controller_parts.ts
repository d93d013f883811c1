import type { ClusterSnapshot } from "../model/cluster_snapshot.ts";
import { isFresh } from "../model/freshness.ts";
import type { ClusterMode, QuorumSnapshot } from "../model/quorum_snapshot.ts";
import type { Reassignments } from "../model/reassignments.ts";
import type { PartitionTable } from "./partition_table.ts";
import type { ReadContext } from "./read_context.ts";
import { readQuorum } from "./read_quorum.ts";
import { readReassignments } from "./read_reassignments.ts";
import type { TopicsReading } from "./read_topics.ts";

/** What only the controller knows, read every cycle. */
export interface ControllerParts {
  readonly mode: ClusterMode;
  readonly quorum: QuorumSnapshot | undefined;
  readonly reassignments: Reassignments | undefined;
}

/** Asks the controller; where it does not answer, what it told is carried until it is too old. */
export async function readControllerParts(
  context: ReadContext,
  { directory }: PartitionTable,
  { controllerId }: TopicsReading,
  previous: ClusterSnapshot | undefined,
): Promise<ControllerParts> {
  const nowMs = context.clock.nowMs();
  const [told, running] = await Promise.all([
    readQuorum(context),
    readReassignments(context, directory, controllerId),
  ]);
  const limitMs = previous?.limits.offsetsMs ?? 0;
  const carried = <T extends { readonly readAtMs: number }>(part: T | undefined) =>
    isFresh(part?.readAtMs, limitMs, nowMs) ? part : undefined;
  const mode = told.mode ?? previous?.mode ?? "unknown";
  return {
    mode,
    quorum: told.quorum ?? (mode === "kraft" ? carried(previous?.quorum) : undefined),
    // Slots of another directory may stand for other partitions.
    reassignments: running ??
      (previous?.directory === directory ? carried(previous.reassignments) : undefined),
  };
}
