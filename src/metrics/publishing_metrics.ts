import type { PublishingReading, SinkReading } from "../model/publishing_reading.ts";
import { encodeLabels } from "./label_bytes.ts";
import type { SampleWriter } from "./sample_writer.ts";

/** How the program fares with publishing alerts: one family a line. */
const SINK_FAMILIES: readonly (readonly [
  name: string,
  type: "counter" | "gauge",
  help: string,
  value: (sink: SinkReading) => number,
])[] = [
  [
    "kafka_sentinel_sink_events_total",
    "counter",
    "Alert events that the sink has taken.",
    ({ events }) => events,
  ],
  [
    "kafka_sentinel_sink_failures_total",
    "counter",
    "Attempts to publish alert events that failed, and events that were refused for good.",
    ({ failures }) => failures,
  ],
  [
    "kafka_sentinel_sink_queue_length",
    "gauge",
    "Alert events that wait for the sink.",
    ({ queueLength }) => queueLength,
  ],
  [
    "kafka_sentinel_sink_coalesced_total",
    "counter",
    "Alert events that were dropped in favour of newer ones of the same alert.",
    ({ coalesced }) => coalesced,
  ],
];

/** Writes the metrics about sinks and intake; the constant labels are the writer's. */
export function writePublishingMetrics(
  { sinks, outside }: PublishingReading,
  out: SampleWriter,
): void {
  for (const [name, type, help, valueOf] of SINK_FAMILIES) {
    out.family(name, type, help);
    for (const sink of sinks) out.sample(valueOf(sink), encodeLabels([["sink", sink.name]]));
  }
  out.family(
    "kafka_sentinel_outside_alerts_total",
    "counter",
    "Alerts that came in from Alertmanager: published, known already (unchanged), or our own.",
  );
  for (const [result, count] of Object.entries(outside)) {
    out.sample(count, encodeLabels([["result", result]]));
  }
}
