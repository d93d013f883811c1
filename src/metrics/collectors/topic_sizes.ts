import { replicaSizes } from "../../model/replica_sizes.ts";
import type { Collector } from "../collector.ts";
import { topicFamily } from "./topic_family.ts";

/** How much room topics take on all brokers. */
export const topicSizes: Collector = {
  name: "topic_sizes",
  families: [
    topicFamily(
      "kafka_topic_size_bytes",
      "Bytes of all replicas of all partitions of the topic.",
      function* (snapshot, nowMs) {
        const sizeOf = yield* replicaSizes(snapshot, nowMs);
        return ({ slots }) => {
          let sum = 0;
          for (const slot of slots) sum += sizeOf(slot);
          return slots.length === 0 ? NaN : sum;
        };
      },
    ),
  ],
};
