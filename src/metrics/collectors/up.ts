import type { Collector } from "../collector.ts";

/** Whether the cluster is being read at all. */
export const up: Collector = {
  name: "up",
  families: [{
    name: "kafka_up",
    type: "gauge",
    help: "1 if a fresh snapshot of the cluster exists, 0 otherwise.",
    labels: [],
    samples: ({ snapshot }, out) => out.sample(snapshot === undefined ? 0 : 1),
  }],
};
