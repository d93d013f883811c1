import { isFresh } from "../../model/freshness.ts";
import type { Collector } from "../collector.ts";
import { partitionFamily } from "./partition_family.ts";

/** Partitions whose end cannot be read by consumers that read committed records only. */
export const unstableOffsets: Collector = {
  name: "unstable_offsets",
  families: [
    partitionFamily(
      "kafka_topic_partition_last_stable_offset_lag",
      "Records from the last stable offset to the high watermark, held back by open transactions.",
      ({ partitions, limits }, nowMs) => (slot) => {
        const records = partitions.unstableRecords[slot]!;
        const fresh = isFresh(partitions.unstableReadAtMs[slot], limits.stableOffsetsMs, nowMs);
        return fresh && records > 0 ? records : NaN;
      },
      "known",
    ),
  ],
};
