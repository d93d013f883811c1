import type { Collector } from "../collector.ts";
import { encodeLabels } from "../label_bytes.ts";

/** The alerts of a cluster as they stand, and how many were told. */
export const alerts: Collector = {
  name: "alerts",
  families: [
    {
      name: "kafka_sentinel_alerts",
      type: "gauge",
      help: "Alerts by type, severity and where they stand.",
      labels: ["type", "severity", "state"],
      samples({ reading }, out) {
        const counts = new Map<string, number>();
        for (const { type, severity, state } of reading.alerts) {
          const key = JSON.stringify([["type", type], ["severity", severity], ["state", state]]);
          counts.set(key, (counts.get(key) ?? 0) + 1);
        }
        for (const [key, count] of counts) out.sample(count, encodeLabels(JSON.parse(key)));
      },
    },
    {
      name: "kafka_sentinel_alert_events_total",
      type: "counter",
      help: "Events of alerts that were handed over to be published.",
      labels: ["type", "status"],
      samples({ reading }, out) {
        for (const { type, status, count } of reading.alertEvents) {
          out.sample(count, encodeLabels([["type", type], ["status", status]]));
        }
      },
    },
  ],
};
