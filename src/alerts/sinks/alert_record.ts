import type { AlertEvent } from "../../model/alert_event.ts";
import { toPublishedEvent } from "../published_event.ts";

/** A record for a Kafka topic; texts are UTF-8. */
export interface OutgoingRecord {
  readonly topic: string;
  readonly key: string;
  readonly value: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly timestampMs: number;
}

/** Names the schema of the value: the address of its file in a release of the program. */
const SCHEMA = "urn:kafka-sentinel:alert-event:v1";

/**
 * The record of an event: JSON, with the attributes of CloudEvents 1.0 as headers (Kafka protocol
 * binding, binary mode), and the fingerprint as key, so that compaction keeps each alert's newest.
 */
export function toAlertRecord(event: AlertEvent, topic: string): OutgoingRecord {
  const { id, fingerprint, cluster, status, occurredAtMs } = event;
  return {
    topic,
    key: fingerprint,
    value: JSON.stringify(toPublishedEvent(event)),
    headers: {
      "content-type": "application/json",
      ce_specversion: "1.0",
      ce_id: id,
      ce_source: `/kafka-sentinel/${encodeURIComponent(cluster.toWellFormed())}`,
      ce_type: `kafka-sentinel.alert.${status}`,
      ce_subject: fingerprint,
      ce_time: new Date(occurredAtMs).toISOString(),
      ce_dataschema: SCHEMA,
      ce_partitionkey: fingerprint,
    },
    timestampMs: occurredAtMs,
  };
}
