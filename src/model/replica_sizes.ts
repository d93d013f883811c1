import type { ClusterSnapshot } from "./cluster_snapshot.ts";
import { freshLogDirs } from "./fresh_parts.ts";

const A_STEP = 1024;

/** Gives the bytes of a partition's replicas together; NaN if one of them is not known. */
export function* replicaSizes(
  snapshot: ClusterSnapshot,
  nowMs: number,
): Generator<void, (slot: number) => number, void> {
  const { capacity } = snapshot.directory;
  const sums = new Float64Array(capacity);
  const known = new Uint16Array(capacity);
  for (const { brokerId, slots, sizesBytes } of freshLogDirs(snapshot, nowMs)) {
    for (let index = 0; index < slots.length; index++) {
      if (index % A_STEP === 0) yield;
      const slot = slots[index]!;
      if (!snapshot.partitions.replicas[slot]!.includes(brokerId)) continue;
      sums[slot]! += sizesBytes[index]!;
      known[slot]!++;
    }
  }
  return (slot) => {
    const replicas = snapshot.partitions.replicas[slot]!.length;
    return replicas > 0 && known[slot] === replicas ? sums[slot]! : NaN;
  };
}
