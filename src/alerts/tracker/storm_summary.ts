import type { AlertPart, AlertSubject, AlertType, Severity } from "../../model/alert_event.ts";
import { fingerprintOf } from "../fingerprint.ts";
import { graver, rankOf } from "./severity_rank.ts";
import type { TrackedAlert } from "./tracked_alert.ts";

/** A storm is over when nothing of it has begun for so long, in milliseconds. */
export const QUIET_MS = 300_000;
const MOST_PARTS = 20;

/** What a summary is made of in one step. */
export interface StormStep {
  readonly type: AlertType;
  readonly cluster: string;
  /** The alerts that it stands for. */
  readonly members: readonly TrackedAlert[];
  /** Whether some of them began in this step. */
  readonly grows: boolean;
  readonly limit: number;
  readonly nowMs: number;
}

/** The one alert that stands for many of its type, begun or carried on. */
export function summarise(before: TrackedAlert | undefined, step: StormStep): TrackedAlert {
  const { type, cluster, members, grows, limit, nowMs } = step;
  const observed = members.filter((each) => each.unobservedSinceMs === undefined);
  const isUnknown = members.length > 0 && observed.length === 0;
  const started = before?.startsAtMs ?? nowMs;
  return {
    // The type may have an alert of its own about the whole cluster.
    fingerprint: fingerprintOf(`${type}:storm`, cluster, {}),
    type,
    cluster,
    subject: {},
    role: "summary",
    severity: members.reduce<Severity>(
      (gravest, { severity }) => graver(gravest, severity),
      before?.severity ?? "info",
    ),
    forMs: 0,
    coming: undefined,
    level: isUnknown ? "unknown" : "firing",
    sinceMs: started,
    heldMs: 0,
    startsAtMs: started,
    lastSeenMs: observed.length > 0 || before === undefined ? nowMs : before.lastSeenMs,
    showUntilMs: grows || before === undefined ? nowMs + QUIET_MS : before.showUntilMs,
    unobservedSinceMs: isUnknown ? before?.unobservedSinceMs ?? nowMs : undefined,
    silenced: false,
    told: before?.told,
    details: describe(type, members, limit),
  };
}

function describe(type: AlertType, members: readonly TrackedAlert[], limit: number) {
  return {
    summary: `${members.length} alerts of the type ${type} at once`,
    description: `More than ${limit} alerts of this type began within some minutes, so this one ` +
      `stands for all of them. It ends when none has begun for ${QUIET_MS / 60_000} minutes and ` +
      `few are left, which are published by themselves then.`,
    value: members.length,
    threshold: limit,
    worst: gravest(members),
    total: members.length,
  };
}

/** Found in one pass: there may be many members, and this runs in every step of a storm. */
function gravest(members: readonly TrackedAlert[]): readonly AlertPart[] {
  const top: TrackedAlert[] = [];
  for (const each of members) {
    if (top.length === MOST_PARTS && compare(each, top.at(-1)!) >= 0) continue;
    const at = top.findIndex((other) => compare(each, other) < 0);
    top.splice(at < 0 ? top.length : at, 0, each);
    if (top.length > MOST_PARTS) top.pop();
  }
  return top.map(({ subject, details }) => ({ name: subjectText(subject), value: details.value }));
}

function compare(a: TrackedAlert, b: TrackedAlert): number {
  return rankOf(b.severity) - rankOf(a.severity) || valueOf(b) - valueOf(a);
}

function valueOf({ details: { value } }: TrackedAlert): number {
  return Number.isNaN(value) ? -Infinity : value;
}

/** The subject in one line, for lists: `group orders on topic payments`. */
export function subjectText(subject: AlertSubject): string {
  const { group, topic, broker, dir, instance } = subject;
  const parts = [
    ...group === undefined ? [] : [`group ${group}`],
    ...topic === undefined ? [] : [group === undefined ? `topic ${topic}` : `on topic ${topic}`],
    ...broker === undefined ? [] : [`broker ${broker}`],
    ...dir === undefined ? [] : [dir],
    ...instance === undefined ? [] : [instance],
  ];
  return parts.join(" ");
}
