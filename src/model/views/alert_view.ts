import type {
  AlertPart,
  AlertState,
  AlertStateName,
  AlertSubject,
  AlertType,
  Severity,
} from "../alert_event.ts";
import { isoTime, type Known, known } from "./known.ts";

/** An alert as lists show it, ready for JSON. */
export interface AlertView {
  readonly fingerprint: string;
  readonly type: AlertType;
  readonly severity: Severity;
  readonly state: AlertStateName;
  readonly cluster: string;
  readonly subject: AlertSubject;
  readonly summary: string;
  readonly description: string;
  readonly value: Known;
  readonly threshold: Known;
  readonly worst: readonly { readonly name: string; readonly value: Known }[];
  readonly total: number;
  /** When the condition began to hold. */
  readonly since: string | null;
  /** When it began to fire; null while it is pending. */
  readonly starts_at: string | null;
  readonly unobserved_since: string | null;
}

export function alertView(alert: AlertState): AlertView {
  const { fingerprint, type, severity, state, cluster, subject } = alert;
  const { summary, description, value, threshold, worst, total } = alert.details;
  return {
    fingerprint,
    type,
    severity,
    state,
    cluster,
    subject,
    summary,
    description,
    value: known(value),
    threshold: known(threshold),
    worst: worst.map((part: AlertPart) => ({ name: part.name, value: known(part.value) })),
    total,
    since: isoTime(alert.sinceMs),
    starts_at: isoTime(alert.startsAtMs),
    unobserved_since: isoTime(alert.unobservedSinceMs),
  };
}
