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
  const { fingerprint, type, severity, state, cluster, subject, summary, description, total } =
    alert;
  return {
    fingerprint,
    type,
    severity,
    state,
    cluster,
    subject,
    summary,
    description,
    value: known(alert.value),
    threshold: known(alert.threshold),
    worst: alert.worst.map(({ name, value }: AlertPart) => ({ name, value: known(value) })),
    total,
    since: isoTime(alert.sinceMs),
    starts_at: isoTime(alert.startsAtMs),
    unobserved_since: isoTime(alert.unobservedSinceMs),
  };
}
