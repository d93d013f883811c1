import type { AlertDetails, AlertState } from "../../../src/model/alert_event.ts";
import { NOW } from "./make_reading.ts";

const DETAILS: AlertDetails = {
  summary: "s",
  description: "d",
  value: 3,
  threshold: NaN,
  worst: [{ name: "0", value: NaN }],
  total: 1,
};

/** An alert about a topic that fires since NOW. */
export function madeAlert(topic: string, more: Partial<AlertState> = {}): AlertState {
  return {
    fingerprint: topic,
    type: "under_replicated_partitions",
    severity: "warning",
    state: "firing",
    cluster: "east",
    subject: { topic },
    details: DETAILS,
    sinceMs: NOW - 60_000,
    startsAtMs: NOW,
    unobservedSinceMs: undefined,
    ...more,
  };
}
