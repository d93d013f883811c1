import * as z from "zod";
import { durationBetween } from "../runtime/duration.ts";
import { checkPattern } from "../runtime/name_pattern.ts";
import { parsed } from "../runtime/parsed.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** From the calmest to the most watchful. */
const SENSITIVITIES = ["low", "normal", "high"] as const;

const sensitivity = z.enum(SENSITIVITIES, { error: "must be low, normal or high" });
const rate = z.number({ error: "is not a number of messages a second" })
  .min(0.01, { error: "must be at least 0.01 messages a second" });
const enabled = z.boolean({ error: "must be true or false" });
const pattern = z.string().transform(parsed(checkPattern));

/** What is unusual for topics whose names match. */
const topicSettings = z.strictObject({
  pattern: pattern.describe("Names of topics (RE2, anywhere in the name); the first that matches."),
  enabled: enabled.optional().describe("Whether these topics are judged."),
  min_rate: rate.optional().describe("Slower topics, in messages a second, are never unusual."),
  sensitivity: sensitivity.optional().describe("How small a change may be unusual."),
}).transform(({ min_rate, ...others }) => ({ ...others, minRate: min_rate }));

/** Settings of what counts as an unusual message rate, as a file has them. */
export const anomalyFields = z.strictObject({
  enabled: enabled.prefault(true).describe("Whether message rates are judged."),
  min_rate: rate.prefault(0.5)
    .describe("Topics that are slower, in messages a second, are never unusual."),
  sensitivity: sensitivity.prefault("normal").describe(
    "The smallest change that may be unusual: low 4 times, normal 2.5 times, high 1.7 times.",
  ),
  warm_up: z.string({ error: "is not a duration: write it like 24h" })
    .transform(parsed(durationBetween(MINUTE, 28 * DAY))).prefault("24h")
    .describe("How long a topic is only learned."),
  time_factor: z.number({ error: "is not a number" })
    .min(1, { error: "must be at least 1" }).max(10_000, { error: "must be at most 10000" })
    .prefault(1).describe("Divides all times of judging and learning; for trials only."),
  topics: z.array(topicSettings).prefault([])
    .describe("Other settings for topics by name; what is not given is as above."),
});

/** Checks what counts as unusual. */
export const anomalySettings = anomalyFields.transform((anomaly) => ({
  enabled: anomaly.enabled,
  minRate: anomaly.min_rate,
  sensitivity: anomaly.sensitivity,
  warmUpMs: anomaly.warm_up,
  timeFactor: anomaly.time_factor,
  topics: anomaly.topics,
}));

/** How message rates are judged; rates are messages a second. */
export type AnomalySettings = z.output<typeof anomalySettings>;
/** How small a change may be unusual. */
export type Sensitivity = AnomalySettings["sensitivity"];
