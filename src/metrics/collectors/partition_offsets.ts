import { isFresh } from "../../model/freshness.ts";
import type { Collector } from "../collector.ts";
import { partitionFamily, type SlotValues } from "./partition_family.ts";

/** Both ends of every partition's log. */
export const partitionOffsets: Collector = {
  name: "partition_offsets",
  families: [
    partitionFamily(
      "kafka_topic_partition_current_offset",
      "Current Offset of a Broker at Topic/Partition",
      freshOffsets("latest"),
    ),
    partitionFamily(
      "kafka_topic_partition_oldest_offset",
      "Oldest Offset of a Broker at Topic/Partition",
      freshOffsets("earliest"),
    ),
  ],
};

/** One end of the logs, where it was read recently. */
export function freshOffsets(end: "earliest" | "latest"): SlotValues {
  return ({ partitions, limits }, nowMs) => {
    const offsets = partitions[`${end}Offset`];
    const readAtMs = partitions[`${end}ReadAtMs`];
    return (slot) => isFresh(readAtMs[slot], limits.offsetsMs, nowMs) ? offsets[slot]! : NaN;
  };
}
