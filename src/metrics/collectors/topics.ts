import { leastOf } from "../../model/least_of.ts";
import { isTold, replicationFactor } from "../../model/partition_health.ts";
import type { Collector } from "../collector.ts";
import { topicFamily } from "./topic_family.ts";

/** What Metadata tells of a topic as a whole. */
export const topics: Collector = {
  name: "topics",
  families: [
    topicFamily(
      "kafka_topic_partitions",
      "Number of partitions for this Topic",
      (snapshot) => (topic) => isTold(snapshot, topic) ? topic.slots.length : NaN,
    ),
    topicFamily(
      "kafka_topic_replication_factor",
      "Replicas that each partition is meant to have; the least, if partitions differ.",
      (snapshot) => ({ slots }) =>
        leastOf([...slots].map((slot) => replicationFactor(snapshot, slot))),
    ),
  ],
};
