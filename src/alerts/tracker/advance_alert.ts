import type { AlertDetails, AlertType } from "../../model/alert_event.ts";
import { fingerprintOf } from "../fingerprint.ts";
import { LateDetails, plainDetails } from "../late_details.ts";
import type { Finding, Level } from "../rule.ts";
import { rankOf } from "./severity_rank.ts";
import type { TrackedAlert } from "./tracked_alert.ts";

/** The time of a step, and how much of it counts since the step before: 0 after a start. */
export interface StepTime {
  readonly nowMs: number;
  readonly elapsedMs: number;
}

/** An alert whose condition was not there before. */
export function beginAlert(
  type: AlertType,
  cluster: string,
  finding: Finding,
  { nowMs }: StepTime,
): TrackedAlert {
  const { subject, severity, forMs, lastsMs } = finding;
  return {
    fingerprint: fingerprintOf(type, cluster, subject),
    type,
    cluster,
    subject,
    role: "single",
    severity,
    forMs,
    coming: undefined,
    level: "firing",
    sinceMs: nowMs,
    heldMs: 0,
    startsAtMs: forMs <= 0 ? nowMs : undefined,
    lastSeenMs: nowMs,
    showUntilMs: lastsMs === undefined ? undefined : nowMs + lastsMs,
    unobservedSinceMs: undefined,
    silenced: false,
    told: undefined,
    details: detailsOf(finding),
  };
}

/**
 * The alert after a step in which its subject stood at `level`; undefined when it is over. An event
 * that happens again while the one before is shown is a new incident with a new start.
 */
export function advanceAlert(
  alert: TrackedAlert,
  level: Level,
  finding: Finding | undefined,
  time: StepTime,
): TrackedAlert | undefined {
  if (alert.showUntilMs !== undefined) return advanceEvent(alert, level, finding, time);
  switch (level) {
    case "clear":
      return undefined;
    case "unknown":
      return { ...alert, level, unobservedSinceMs: alert.unobservedSinceMs ?? time.nowMs };
    case "between":
      return {
        ...alert,
        level,
        unobservedSinceMs: undefined,
        details: finding === undefined ? alert.details : detailsOf(finding),
      };
    case "firing":
      return finding === undefined ? alert : advanceFiring(alert, finding, time);
  }
}

/** Shown for its time, and then until somebody can look whether anything else has happened. */
function advanceEvent(
  alert: TrackedAlert,
  level: Level,
  finding: Finding | undefined,
  time: StepTime,
): TrackedAlert | undefined {
  if (level === "firing" && finding !== undefined) {
    return beginAlert(alert.type, alert.cluster, finding, time);
  }
  const isOver = level !== "unknown" && time.nowMs >= (alert.showUntilMs ?? 0);
  return isOver ? undefined : alert;
}

function advanceFiring(alert: TrackedAlert, finding: Finding, { nowMs, elapsedMs }: StepTime) {
  // Only time between two looks that both saw the condition is time in which it held.
  const counted = alert.level === "firing" ? elapsedMs : 0;
  const heldMs = alert.heldMs + counted;
  const graded = gradeAfter(alert, finding, counted);
  const fires = heldMs >= graded.forMs || graded.isNew;
  const { severity, forMs, coming } = graded;
  return {
    ...alert,
    details: detailsOf(finding),
    severity,
    forMs,
    coming,
    level: "firing" as const,
    heldMs,
    lastSeenMs: nowMs,
    startsAtMs: alert.startsAtMs ?? (fires ? nowMs : undefined),
    unobservedSinceMs: undefined,
  };
}

interface Grade extends Pick<TrackedAlert, "severity" | "forMs" | "coming"> {
  /** Whether another severity has just held for its time. */
  readonly isNew: boolean;
}

/**
 * Another severity counts once it has held for its own time. A pending alert has the mildest that
 * held throughout.
 */
function gradeAfter(alert: TrackedAlert, { severity, forMs }: Finding, counted: number): Grade {
  const isPending = alert.startsAtMs === undefined;
  if (severity === alert.severity || (isPending && rankOf(severity) < rankOf(alert.severity))) {
    return { severity, forMs, coming: undefined, isNew: false };
  }
  const heldMs = alert.coming?.severity === severity ? alert.coming.heldMs + counted : 0;
  if (heldMs >= forMs) return { severity, forMs, coming: undefined, isNew: true };
  return {
    severity: alert.severity,
    forMs: alert.forMs,
    coming: { severity, heldMs },
    isNew: false,
  };
}

function detailsOf(finding: Finding): AlertDetails {
  return finding instanceof LateDetails ? finding : plainDetails(finding);
}
