import type { ClusterSnapshot } from "../../model/cluster_snapshot.ts";
import type { Collector } from "../collector.ts";
import { freshLogDirs } from "./log_dirs.ts";
import { topicFamily } from "./topic_family.ts";

/** How much room topics take on all brokers. */
export const topicSizes: Collector = {
  name: "topic_sizes",
  families: [
    topicFamily(
      "kafka_topic_size_bytes",
      "Bytes of all replicas of all partitions of the topic.",
      (snapshot, nowMs) => {
        const sizeOf = replicaSizes(snapshot, nowMs);
        return ({ slots }) => {
          let sum = 0;
          for (const slot of slots) sum += sizeOf(slot);
          return slots.length === 0 ? NaN : sum;
        };
      },
    ),
  ],
};

/** The bytes of a partition's replicas together; NaN if one of them is not known. */
function replicaSizes(snapshot: ClusterSnapshot, nowMs: number): (slot: number) => number {
  const { capacity } = snapshot.directory;
  const sums = new Float64Array(capacity);
  const known = new Uint16Array(capacity);
  for (const { brokerId, slots, sizesBytes } of freshLogDirs(snapshot, nowMs)) {
    for (let index = 0; index < slots.length; index++) {
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
