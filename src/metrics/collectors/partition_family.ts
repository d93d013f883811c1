import type { ClusterSnapshot } from "../../model/cluster_snapshot.ts";
import type { MetricFamily } from "../collector.ts";

const A_STEP = 256;

/**
 * A gauge with one sample a partition. `valuesOf` is asked once a pass and gives the value of a
 * slot; NaN means none.
 */
export function partitionFamily(
  name: string,
  help: string,
  valuesOf: (snapshot: ClusterSnapshot, nowMs: number) => (slot: number) => number,
): MetricFamily {
  return {
    name,
    type: "gauge",
    help,
    labels: ["topic", "partition"],
    *samples({ snapshot, nowMs, caches }, out) {
      if (snapshot === undefined) return;
      const { capacity, slotTopic } = snapshot.directory;
      const valueOf = valuesOf(snapshot, nowMs);
      for (let slot = 0; slot < capacity; slot++) {
        if (slot % A_STEP === 0) yield;
        if (slotTopic[slot] !== undefined) out.slot(caches.slots, slot, valueOf(slot));
      }
    },
  };
}
