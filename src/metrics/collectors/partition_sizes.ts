import type { Collector } from "../collector.ts";
import { encodeLabels } from "../label_bytes.ts";
import { freshLogDirs } from "../../model/fresh_parts.ts";

const A_STEP = 256;

/** The size of every replica: as many series as replicas, so it is off by default. */
export const partitionSizes: Collector = {
  name: "partition_sizes",
  families: [{
    name: "kafka_topic_partition_size_bytes",
    type: "gauge",
    help: "Bytes of the partition's replica on the broker.",
    labels: ["broker", "topic", "partition"],
    *samples({ snapshot, nowMs, caches }, out) {
      if (snapshot === undefined) return;
      for (const { brokerId, slots, sizesBytes } of freshLogDirs(snapshot, nowMs)) {
        const broker = encodeLabels([["broker", String(brokerId)]]);
        for (let index = 0; index < slots.length; index++) {
          if (index % A_STEP === 0) yield;
          out.slot(caches.slots, slots[index]!, sizesBytes[index]!, broker);
        }
      }
    },
    coarser: { topic: "nothing" },
  }],
};
