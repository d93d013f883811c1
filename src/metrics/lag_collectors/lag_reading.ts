import { TIME_LAG_METHODS } from "../../model/lag_report.ts";
import type { Collector } from "../collector.ts";
import { encodeLabels } from "../label_bytes.ts";

/** How what is told of lag came about. */
export const lagReading: Collector = {
  name: "lag_reading",
  families: [
    {
      name: "kafka_consumergroup_poll_time_ms",
      type: "gauge",
      help: "Milliseconds that reading the cluster once took.",
      labels: [],
      samples({ snapshot }, out) {
        if (snapshot !== undefined) out.sample(snapshot.finishedAtMs - snapshot.startedAtMs);
      },
    },
    {
      name: "kafka_consumergroup_time_lag_partitions",
      type: "gauge",
      help: "Partitions with a commit by the method that found their time lag.",
      labels: ["method"],
      samples({ lag }, out) {
        TIME_LAG_METHODS.forEach((method, index) =>
          out.sample(lag?.partitionsByMethod[index] ?? NaN, encodeLabels([["method", method]]))
        );
      },
    },
  ],
};
