import * as z from "zod";
import { durationBetween } from "../runtime/duration.ts";
import { checkPattern } from "../runtime/name_pattern.ts";
import { parsed } from "../runtime/parsed.ts";
import type { GroupPolicy } from "./group_policy.ts";

const SECOND = 1000;
const HOUR = 3600 * SECOND;

const duration = (leastMs: number) =>
  z.string({ error: "is not a duration: write it like 30s, 5m or 24h" })
    .transform(parsed(durationBetween(leastMs, 10_000 * HOUR)));
const count = z.number({ error: "is not a number" }).int({ error: "must be a whole number" })
  .min(0, { error: "must be at least 0" });
const factor = z.number({ error: "is not a number" }).min(1, { error: "must be at least 1" });
const severity = z.enum(["info", "warning", "critical"], {
  error: "is not a severity: it must be info, warning or critical",
});

/** How groups are judged, as a file has it. */
const policy = z.strictObject({
  window: duration(SECOND).describe("Over which rates are measured and growth is looked for."),
  floor_messages: count.describe("Lag up to so many messages counts as caught up."),
  floor_time: duration(0).describe("Lag up to this age counts as keeping up."),
  not_moving_after: duration(SECOND)
    .describe("Shortest time for which a commit must stand still to be stalled or stopped."),
  not_moving_gaps: factor
    .describe("The same in usual gaps between two moves of the commit, where that is longer."),
  unlearned_after: duration(SECOND)
    .describe("The same until three gaps of the group were seen."),
  abandoned_after: duration(SECOND)
    .describe("Time after which a group without members that does not move is abandoned."),
  abandoned_gaps: factor.describe("The same in usual gaps, where that is longer."),
  forgotten_after: duration(SECOND)
    .describe("Time after which an abandoned group is worth an information at most."),
  worst_severity: severity.describe("The group's severity goes no further."),
});

const DEFAULTS = {
  window: "10m",
  floor_messages: 0,
  floor_time: "1m",
  not_moving_after: "5m",
  not_moving_gaps: 3,
  unlearned_after: "1h",
  abandoned_after: "1h",
  abandoned_gaps: 6,
  forgotten_after: "24h",
  worst_severity: "critical",
} as const;

const { shape } = policy;

/** Settings of how lag is found and judged, as a file has them. */
export const lagFields = z.strictObject({
  window: shape.window.prefault(DEFAULTS.window),
  floor_messages: shape.floor_messages.prefault(DEFAULTS.floor_messages),
  floor_time: shape.floor_time.prefault(DEFAULTS.floor_time),
  not_moving_after: shape.not_moving_after.prefault(DEFAULTS.not_moving_after),
  not_moving_gaps: shape.not_moving_gaps.prefault(DEFAULTS.not_moving_gaps),
  unlearned_after: shape.unlearned_after.prefault(DEFAULTS.unlearned_after),
  abandoned_after: shape.abandoned_after.prefault(DEFAULTS.abandoned_after),
  abandoned_gaps: shape.abandoned_gaps.prefault(DEFAULTS.abandoned_gaps),
  forgotten_after: shape.forgotten_after.prefault(DEFAULTS.forgotten_after),
  worst_severity: shape.worst_severity.prefault(DEFAULTS.worst_severity),
  batch_headers: z.boolean().prefault(true)
    .describe("Whether ages are read from batch headers, of topics that the user may read."),
  groups: z.array(
    policy.partial().extend({
      pattern: z.string().transform(parsed(checkPattern))
        .describe("Groups whose id matches (RE2, anywhere in the id)."),
    }),
  ).prefault([{ pattern: "^console-consumer-", worst_severity: "info" }])
    .describe("Groups that are judged otherwise; the first entry that matches counts."),
});

/** What differs from the rest for groups of a pattern. */
export interface GroupOverride {
  readonly pattern: string;
  readonly policy: Partial<GroupPolicy>;
}

/** Checks how lag is judged. */
export const lagSettings = lagFields.transform(({ groups, batch_headers, ...base }) => ({
  policy: toPolicy(base) as GroupPolicy,
  readsBatches: batch_headers,
  groups: groups.map(({ pattern, ...rest }): GroupOverride => ({
    pattern,
    policy: toPolicy(rest),
  })),
}));

/** How lag is judged, and whether batches may be looked at. */
export type LagSettings = z.output<typeof lagSettings>;

const SEVERITY = { info: 1, warning: 2, critical: 3 } as const;

/** Only what was given. */
function toPolicy(given: z.output<ReturnType<typeof policy.partial>>): Partial<GroupPolicy> {
  const all = {
    windowMs: given.window,
    floorMessages: given.floor_messages,
    floorMs: given.floor_time,
    notMovingMs: given.not_moving_after,
    notMovingGaps: given.not_moving_gaps,
    unlearnedMs: given.unlearned_after,
    abandonedMs: given.abandoned_after,
    abandonedGaps: given.abandoned_gaps,
    forgottenMs: given.forgotten_after,
    worstSeverity: given.worst_severity && SEVERITY[given.worst_severity],
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}
