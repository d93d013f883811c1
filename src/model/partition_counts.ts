import type { ClusterSnapshot } from "./cluster_snapshot.ts";
import { isOffline, isUnderReplicated } from "./partition_health.ts";

/** How many partitions there are, and how many of them are not well. */
export interface PartitionCounts {
  readonly all: number;
  readonly offline: number;
  readonly underReplicated: number;
}

/** Partitions that are looked at between two points where the event loop may take over. */
const STEP = 4_096;

/** Counts the partitions of a snapshot; free slots are none. */
export function* countPartitions(
  snapshot: ClusterSnapshot,
): Generator<void, PartitionCounts, void> {
  const { capacity, slotTopic } = snapshot.directory;
  let [all, offline, underReplicated] = [0, 0, 0];
  for (let slot = 0; slot < capacity; slot++) {
    if (slot % STEP === STEP - 1) yield;
    if (slotTopic[slot] === undefined) continue;
    all++;
    if (isOffline(snapshot, slot)) offline++;
    if (isUnderReplicated(snapshot, slot)) underReplicated++;
  }
  return { all, offline, underReplicated };
}
