import { type AlertEvent, SEVERITIES } from "../../model/alert_event.ts";
import { plainDetails } from "../late_details.ts";
import type { TrackedAlert } from "./tracked_alert.ts";

/** Tells an alert that stands for many from one about the whole cluster. */
const STORM_LABELS = { storm: "true" };

type Reason = AlertEvent["reason"];

/** An alert with what was said of it, and the event that says it. */
export interface Telling {
  readonly alert: TrackedAlert;
  readonly event: AlertEvent;
}

/** Publishes how the alert stands. */
export function tell(alert: TrackedAlert, reason: Reason, nowMs: number): Telling {
  const { severity, unobservedSinceMs, told } = alert;
  const severities = SEVERITIES.filter((each) =>
    each === severity || (told?.severities.includes(each) ?? false)
  );
  const sequence = (told?.sequence ?? 0) + 1;
  const unobserved = unobservedSinceMs !== undefined;
  const now = { ...alert, told: { sequence, severity, severities, unobserved, atMs: nowMs } };
  return { alert: now, event: toEvent(now, reason, nowMs) };
}

/** Publishes that an alert which was published has ended. */
export function tellEnd(alert: TrackedAlert, nowMs: number, endsAtMs = nowMs): AlertEvent {
  const severity = alert.told?.severity ?? alert.severity;
  const { event } = tell({ ...alert, severity, unobservedSinceMs: undefined }, "resolved", nowMs);
  return { ...event, status: "resolved", endsAtMs };
}

/** What there is to say of an alert that was published before; undefined if it is nothing. */
export function changeSinceTold(
  { told, severity, unobservedSinceMs }: TrackedAlert,
  { nowMs, repeatMs, unobservedAfterMs }: {
    readonly nowMs: number;
    readonly repeatMs: number;
    /** A shorter blindness is not worth an event. */
    readonly unobservedAfterMs: number;
  },
): Reason | undefined {
  if (told === undefined) return undefined;
  if (severity !== told.severity) return "severity";
  if (unobservedSinceMs === undefined) {
    if (told.unobserved) return "observed";
  } else if (!told.unobserved && nowMs - unobservedSinceMs >= unobservedAfterMs) {
    return "unobserved";
  }
  return nowMs - told.atMs >= repeatMs ? "repeat" : undefined;
}

/** The event that was published last of an alert, with its newest details; undefined if none was. */
export function standingEvent(alert: TrackedAlert): AlertEvent | undefined {
  const { told } = alert;
  if (told === undefined) return undefined;
  return { ...toEvent(alert, "repeat", told.atMs), severity: told.severity };
}

function toEvent(alert: TrackedAlert, reason: Reason, nowMs: number): AlertEvent {
  const { fingerprint, type, severity, cluster, subject, unobservedSinceMs } = alert;
  const startsAtMs = alert.startsAtMs ?? nowMs;
  const sequence = alert.told?.sequence ?? 1;
  return {
    id: `${fingerprint}-${startsAtMs}-${sequence}`,
    fingerprint,
    sequence,
    type,
    severity,
    severities: alert.told?.severities ?? [severity],
    status: "firing",
    reason,
    cluster,
    subject,
    ...plainDetails(alert.details),
    startsAtMs,
    endsAtMs: undefined,
    occurredAtMs: nowMs,
    unobservedSinceMs,
    coalesced: 0,
    source: "kafka-sentinel",
    labels: alert.role === "summary" ? STORM_LABELS : {},
    runbookUrl: undefined,
  };
}
