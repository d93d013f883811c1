import * as z from "zod";
import { ALERT_TYPES } from "../../model/alert_event.ts";
import { checkPattern } from "../../runtime/name_pattern.ts";
import { parsed } from "../../runtime/parsed.ts";
import type { Mute, MuteKind, MuteMatch } from "./mute.ts";
import { WEEKDAYS, type WeeklyTimes } from "./weekly_times.ts";

const pattern = z.string().transform(parsed(checkPattern));
const time = z.string().transform(parsed(parseTime));
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, {
  error: "is not a time of the day: write it like 02:30",
});

const type = z.enum(ALERT_TYPES, {
  error: `is not a type of alert: there are ${ALERT_TYPES.join(", ")}`,
});
const brokerId = z.int({ error: "is not a broker id" }).min(0, { error: "is not a broker id" });
const weekday = z.enum(WEEKDAYS, { error: `is not a day: write ${WEEKDAYS.join(", ")}` });

const match = {
  types: z.array(type).min(1).optional().describe("Types of alerts."),
  cluster: pattern.optional().describe("Clusters whose name matches (RE2)."),
  topic: pattern.optional().describe("Alerts about topics that match."),
  group: pattern.optional().describe("Alerts about groups that match."),
  brokers: z.array(brokerId).min(1).optional().describe("Alerts about these brokers."),
  dir: pattern.optional().describe("Alerts about log directories that match."),
  instance: pattern.optional().describe("Alerts about JVMs that match."),
};

const comment = z.string().max(1_000).prefault("").describe("Why.");

const span = {
  from: time.optional().describe("When it begins, like 2026-12-01T20:00:00Z; at once without it."),
  to: time.optional().describe("When it ends."),
};

const silenceFields = z.strictObject({ ...match, ...span, comment });
const maintenanceFields = z.strictObject({
  ...match,
  ...span,
  days: z.array(weekday).min(1).optional().describe("Days on which it begins."),
  start: clock.optional().describe("When it begins on those days."),
  end: clock.optional().describe("When it ends; on the next day if it is not after the start."),
  timezone: z.string().transform(parsed(checkZone)).optional()
    .describe("Time zone of start and end, like Europe/Berlin; UTC without it."),
  comment,
});

type SilenceGiven = z.output<typeof silenceFields>;
type MaintenanceGiven = z.output<typeof maintenanceFields>;
type Given = SilenceGiven | MaintenanceGiven;

/** Checks a silence of a settings file or of the API. */
export const silenceSettings = silenceFields.superRefine(checkMatch).superRefine(checkSpan);

/** Checks a maintenance window: a span, or times that come back every week. */
export const maintenanceSettings = maintenanceFields.superRefine(checkMatch).superRefine(checkSpan)
  .superRefine(checkTimes);

function checkTimes(given: MaintenanceGiven, context: z.RefinementCtx): void {
  const weekly = [given.days, given.start, given.end].filter((each) => each !== undefined);
  const isSpan = given.from !== undefined || given.to !== undefined;
  if (weekly.length > 0 && (weekly.length < 3 || isSpan)) {
    context.addIssue({ code: "custom", message: "needs days, start and end, or from and to" });
  } else if (weekly.length === 0 && given.to === undefined) {
    context.addIssue({ code: "custom", message: "needs an end: days, start and end, or to" });
  }
}

/** The mute of checked settings. */
export function toMute(
  kind: MuteKind,
  id: string,
  given: Given,
  createdBy: string,
): Mute {
  return {
    id,
    kind,
    match: matchOf(given),
    when: timesOf(given),
    comment: given.comment,
    createdBy,
  };
}

function timesOf(given: Given): Mute["when"] {
  if (!("days" in given) || given.days === undefined) return { fromMs: given.from, toMs: given.to };
  const { days, start, end, timezone } = given;
  return { days, start: start!, end: end!, timezone: timezone ?? "UTC" } satisfies WeeklyTimes;
}

function matchOf({ types, cluster, topic, group, brokers, dir, instance }: Given): MuteMatch {
  const all = { types, cluster, topic, group, brokers, dir, instance };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

function checkMatch(given: Given, context: z.RefinementCtx): void {
  if (Object.keys(matchOf(given)).length > 0) return;
  const message = 'matches nothing in particular: to mean every alert, write cluster: ".*"';
  context.addIssue({ code: "custom", message });
}

function checkSpan({ from, to }: Given, context: z.RefinementCtx): void {
  if (to === undefined || from === undefined || to > from) return;
  context.addIssue({ code: "custom", path: ["to"], message: "is not after from" });
}

function parseTime(text: string): number {
  const isWhole = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text);
  const ms = isWhole ? Date.parse(text) : NaN;
  if (!Number.isNaN(ms)) return ms;
  throw new RangeError("is not a time with its zone: write it like 2026-12-01T20:00:00Z");
}

function checkZone(timezone: string): string {
  try {
    new Intl.DateTimeFormat("en-GB", { timeZone: timezone });
    return timezone;
  } catch {
    throw new RangeError("is not a time zone: write it like Europe/Berlin");
  }
}
