import type { Collector } from "../collector.ts";
import { freshOffsets } from "../collectors/partition_offsets.ts";
import { partitionFamily } from "../collectors/partition_family.ts";

/** Both ends of every partition's log, under kafka-lag-exporter's names. */
export const partitionEnds: Collector = {
  name: "partition_ends",
  families: [
    partitionFamily(
      "kafka_partition_latest_offset",
      "Latest offset of a partition",
      freshOffsets("latest"),
    ),
    partitionFamily(
      "kafka_partition_earliest_offset",
      "Earliest offset of a partition",
      freshOffsets("earliest"),
    ),
  ],
};
