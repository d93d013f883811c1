import type { AlertEvent, AlertPart, AlertSubject } from "../model/alert_event.ts";
import { alertNameOf } from "./alert_names.ts";

/**
 * An event as JSON, as config/schemas/alert-event.v1.schema.json describes it. Times are RFC 3339.
 * What is not there is left out.
 */
export interface PublishedEvent {
  readonly id: string;
  readonly fingerprint: string;
  readonly sequence: number;
  readonly type: string;
  readonly alertname: string;
  readonly severity: string;
  readonly status: "firing" | "resolved";
  readonly reason: string;
  readonly cluster: string;
  readonly subject: AlertSubject;
  readonly startsAt: string;
  readonly endsAt?: string;
  readonly occurredAt: string;
  readonly unobservedSince?: string;
  readonly summary: string;
  readonly description: string;
  readonly value?: number;
  readonly threshold?: number;
  readonly worst: readonly { readonly name: string; readonly value?: number }[];
  readonly total: number;
  readonly coalesced: number;
  readonly source: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly runbookUrl?: string;
}

export function toPublishedEvent(event: AlertEvent): PublishedEvent {
  const { id, fingerprint, sequence, type, severity, status, reason, cluster, subject } = event;
  const { summary, description, worst, total, coalesced, source, labels, runbookUrl } = event;
  const endsAt = timeText(event.endsAtMs);
  const unobservedSince = timeText(event.unobservedSinceMs);
  return {
    id,
    fingerprint,
    sequence,
    type,
    alertname: alertNameOf(type),
    severity,
    status,
    reason,
    cluster,
    subject,
    startsAt: new Date(event.startsAtMs).toISOString(),
    ...endsAt === undefined ? {} : { endsAt },
    occurredAt: new Date(event.occurredAtMs).toISOString(),
    ...unobservedSince === undefined ? {} : { unobservedSince },
    summary,
    description,
    ...Number.isFinite(event.value) ? { value: event.value } : {},
    ...Number.isFinite(event.threshold) ? { threshold: event.threshold } : {},
    worst: worst.map(toPublishedPart),
    total,
    coalesced,
    source,
    labels,
    ...runbookUrl === undefined ? {} : { runbookUrl },
  };
}

function toPublishedPart({ name, value }: AlertPart): PublishedEvent["worst"][number] {
  return Number.isFinite(value) ? { name, value } : { name };
}

function timeText(ms: number | undefined): string | undefined {
  return ms === undefined ? undefined : new Date(ms).toISOString();
}
