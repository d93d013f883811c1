import type { AlertDetails, AlertState } from "../../../src/model/alert_event.ts";
import { NOW } from "./make_reading.ts";

/** Details of one part. */
export function madeDetails(more: Partial<AlertDetails> = {}): AlertDetails {
  return {
    summary: "s",
    description: "d",
    value: 3,
    threshold: NaN,
    worst: [{ name: "0", value: NaN }],
    total: 1,
    ...more,
  };
}

/** An alert about a topic that fires since NOW. */
export function madeAlert(topic: string, more: Partial<AlertState> = {}): AlertState {
  return {
    fingerprint: topic,
    type: "under_replicated_partitions",
    severity: "warning",
    state: "firing",
    cluster: "east",
    subject: { topic },
    details: madeDetails(),
    sinceMs: NOW - 60_000,
    startsAtMs: NOW,
    unobservedSinceMs: undefined,
    ...more,
  };
}
