import type { AlertEvent } from "../../model/alert_event.ts";
import { alertLabels } from "../alert_labels.ts";

/** An alert as Alertmanager's API v2 takes it (`POST /api/v2/alerts`, postableAlert). */
export interface PostableAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly startsAt: string;
  readonly endsAt: string;
}

/**
 * The alert of an event. What fires ends by itself at `expiresAtMs` unless it is sent again, so that
 * Alertmanager does not believe for ever in what a dead monitor said.
 */
export function toPostableAlert(event: AlertEvent, expiresAtMs: number): PostableAlert {
  const endsAtMs = event.status === "resolved" ? event.endsAtMs : undefined;
  return {
    labels: alertLabels(event),
    annotations: annotations(event),
    startsAt: new Date(event.startsAtMs).toISOString(),
    endsAt: new Date(endsAtMs ?? expiresAtMs).toISOString(),
  };
}

/**
 * The alerts of the severities that the incident had before: to Alertmanager, whose alerts are their
 * labels, each is another one, and it has ended.
 */
export function formerAlerts(event: AlertEvent): PostableAlert[] {
  const endsAtMs = event.endsAtMs ?? event.occurredAtMs;
  return event.severities.filter((severity) => severity !== event.severity)
    .map((severity) => toPostableAlert({ ...event, severity, status: "resolved", endsAtMs }, NaN));
}

function annotations(event: AlertEvent): Record<string, string> {
  const { summary, description, value, threshold, worst, total, unobservedSinceMs } = event;
  const worstText = worst.map((part) =>
    Number.isNaN(part.value) ? part.name : `${part.name}: ${part.value}`
  ).join(", ");
  const all = {
    summary,
    description,
    value: numberText(value),
    threshold: numberText(threshold),
    worst: worstText === "" || worst.length >= total ? worstText : `${worstText}, … (${total})`,
    unobserved_since: unobservedSinceMs === undefined
      ? ""
      : new Date(unobservedSinceMs).toISOString(),
    runbook_url: event.runbookUrl ?? "",
  };
  return Object.fromEntries(Object.entries(all).filter(([, text]) => text !== ""));
}

function numberText(value: number): string {
  return Number.isNaN(value) ? "" : String(value);
}
