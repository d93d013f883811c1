import type { ClusterSnapshot } from "../../model/cluster_snapshot.ts";
import { isFresh } from "../../model/freshness.ts";
import type { Collector } from "../collector.ts";
import { partitionFamily } from "./partition_family.ts";

/** Both ends of every partition's log. */
export const partitionOffsets: Collector = {
  name: "partition_offsets",
  families: [
    partitionFamily(
      "kafka_topic_partition_current_offset",
      "Current Offset of a Broker at Topic/Partition",
      (snapshot, nowMs) => {
        const { latestOffset, latestReadAtMs } = snapshot.partitions;
        return freshValues(latestOffset, latestReadAtMs, snapshot, nowMs);
      },
    ),
    partitionFamily(
      "kafka_topic_partition_oldest_offset",
      "Oldest Offset of a Broker at Topic/Partition",
      (snapshot, nowMs) => {
        const { earliestOffset, earliestReadAtMs } = snapshot.partitions;
        return freshValues(earliestOffset, earliestReadAtMs, snapshot, nowMs);
      },
    ),
  ],
};

function freshValues(
  offsets: Float64Array,
  readAtMs: Float64Array,
  snapshot: ClusterSnapshot,
  nowMs: number,
): (slot: number) => number {
  const { offsetsMs } = snapshot.limits;
  return (slot) => isFresh(readAtMs[slot], offsetsMs, nowMs) ? offsets[slot]! : NaN;
}
