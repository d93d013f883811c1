import type {
  AlertDetails,
  AlertState,
  AlertSubject,
  AlertType,
  Severity,
} from "../../model/alert_event.ts";
import type { Level } from "../rule.ts";

/** What was published of an incident last. */
export interface Told {
  /** Number of events so far. */
  readonly sequence: number;
  readonly severity: Severity;
  /** Every severity that was published, in the order of SEVERITIES. */
  readonly severities: readonly Severity[];
  readonly unobserved: boolean;
  readonly atMs: number;
}

/**
 * How an alert is published: by itself, or as one of many (`member`) by the one alert of its type
 * that stands for them all (`summary`).
 */
export type AlertRole = "single" | "member" | "summary";

/** All that is remembered of one alert from step to step. Times are milliseconds. */
export interface TrackedAlert {
  readonly fingerprint: string;
  readonly type: AlertType;
  readonly cluster: string;
  readonly subject: AlertSubject;
  readonly role: AlertRole;
  readonly severity: Severity;
  /** How long this severity has to hold before the alert fires. */
  readonly forMs: number;
  /** A severity that the rule says now, and for how long; it counts once it has held long enough. */
  readonly coming: { readonly severity: Severity; readonly heldMs: number } | undefined;
  /** What the newest step said. */
  readonly level: Exclude<Level, "clear">;
  /** When the condition began to hold. */
  readonly sinceMs: number;
  /** For how long it was seen to hold: time in which it was unknown does not count. */
  readonly heldMs: number;
  /** When it began to fire; undefined while it is pending. */
  readonly startsAtMs: number | undefined;
  /** When it was last seen to hold. */
  readonly lastSeenMs: number;
  /** Until when an event is shown; undefined for what holds until it ends. */
  readonly showUntilMs: number | undefined;
  readonly unobservedSinceMs: number | undefined;
  readonly silenced: boolean;
  /** undefined if nothing was published of this incident. */
  readonly told: Told | undefined;
  /** As the newest step that saw the condition had them. */
  readonly details: AlertDetails;
}

/** The alert as pages, metrics and interfaces show it. */
export function toAlertState(alert: TrackedAlert): AlertState {
  const { fingerprint, type, severity, cluster, subject, details } = alert;
  const { sinceMs, startsAtMs, unobservedSinceMs } = alert;
  const state = stateOf(alert);
  const shown = { fingerprint, type, severity, state, cluster, subject, details };
  return { ...shown, sinceMs, startsAtMs, unobservedSinceMs };
}

function stateOf(alert: TrackedAlert): AlertState["state"] {
  if (alert.startsAtMs === undefined) return "pending";
  if (alert.silenced) return "silenced";
  return alert.unobservedSinceMs === undefined ? "firing" : "unobserved";
}
