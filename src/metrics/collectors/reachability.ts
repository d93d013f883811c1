import type { Collector } from "../collector.ts";
import { encodeLabels } from "../label_bytes.ts";

/**
 * The monitor's own view of the brokers. Without a fresh snapshot no broker has given a usable
 * answer for longer than the age limit, so 0 is then true of every broker that is remembered,
 * while nothing can be said of the cluster itself.
 */
export const reachability: Collector = {
  name: "reachability",
  families: [{
    name: "kafka_sentinel_broker_reachable",
    type: "gauge",
    help: "1 if the broker answers the monitor, 0 if it does not.",
    labels: ["id"],
    samples({ reading, snapshot }, out) {
      for (const { id, reachable } of reading.snapshot?.brokers ?? []) {
        const answers = snapshot !== undefined && reachable;
        out.sample(answers ? 1 : 0, encodeLabels([["id", String(id)]]));
      }
    },
  }],
};
