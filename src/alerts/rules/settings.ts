import * as z from "zod";
import { SEVERITIES, type Severity } from "../../model/alert_event.ts";
import { durationBetween } from "../../runtime/duration.ts";
import { checkPattern } from "../../runtime/name_pattern.ts";
import { parsed } from "../../runtime/parsed.ts";

const WEEK_MS = 604_800_000;
/** Where only one level of lag is given, so many times as much is critical. */
const CRITICAL_TIMES = 6;

const pattern = z.string().transform(parsed(checkPattern));
const time = z.string({ error: "is not a duration: write it like 500ms, 15s or 1m30s" })
  .transform(parsed(durationBetween(0, WEEK_MS)));
const amount = z.number().gt(0, { error: "must be above 0" });
const share = amount.max(1, { error: "must not be above 1" });
const severity = (usual: Severity) =>
  z.enum(SEVERITIES, { error: "is not a severity: it must be info, warning or critical" })
    .prefault(usual);
const enabled = z.boolean().prefault(true).describe("Whether it is looked for.");
const holds = (usual: string) => time.prefault(usual).describe("How long it must hold.");

/** A type whose alerts have one severity and one time. */
const plain = (usualSeverity: Severity, usualTime: string) =>
  z.strictObject({ enabled, severity: severity(usualSeverity), for: holds(usualTime) })
    .transform((rule) => ({ enabled: rule.enabled, severity: rule.severity, forMs: rule.for }))
    .prefault({});

const seconds = amount.describe("Age in seconds of the oldest unread record.");
const criticalSeconds = amount
  .describe("The same, for severity critical; without it six times `seconds`.");
const messages = amount.describe("Unread messages, whatever their age.");
const messagesIfTimeUnknown = amount.describe("Unread messages while their age is not known.");

const lagOverride = z.strictObject({
  group: pattern.prefault(".*").describe("Groups that match (RE2, anywhere in the name)."),
  topic: pattern.prefault(".*").describe("Topics that match."),
  enabled: z.boolean().optional().describe("Whether it is looked for."),
  for: time.optional().describe("How long it must hold."),
  seconds: seconds.optional(),
  critical_seconds: criticalSeconds.optional(),
  messages: messages.optional(),
  messages_if_time_unknown: messagesIfTimeUnknown.optional(),
}).transform((other) => ({
  group: other.group,
  topic: other.topic,
  enabled: other.enabled,
  forMs: other.for,
  seconds: other.seconds,
  criticalSeconds: other.critical_seconds ?? (other.seconds && CRITICAL_TIMES * other.seconds),
  messages: other.messages,
  messagesIfTimeUnknown: other.messages_if_time_unknown,
}));

const consumerLag = z.strictObject({
  enabled,
  for: holds("5m"),
  seconds: seconds.prefault(300),
  critical_seconds: criticalSeconds.optional(),
  messages: messages.optional(),
  messages_if_time_unknown: messagesIfTimeUnknown.prefault(100_000),
  info_groups: pattern.prefault("^console-consumer-")
    .describe("Groups whose alerts are info at most (RE2)."),
  overrides: z.array(lagOverride).prefault([])
    .describe("Other levels for some groups and topics; the first that matches counts."),
}).transform((rule) => ({
  enabled: rule.enabled,
  forMs: rule.for,
  seconds: rule.seconds,
  criticalSeconds: rule.critical_seconds ?? CRITICAL_TIMES * rule.seconds,
  messages: rule.messages,
  messagesIfTimeUnknown: rule.messages_if_time_unknown,
  infoGroups: rule.info_groups,
  overrides: rule.overrides,
})).prefault({});

const groupStalled = z.strictObject({
  enabled,
  for: holds("1m"),
  rebalancing_after: time.prefault("30m")
    .describe("How long a group may go on rebalancing, with pauses of less than 5 minutes."),
}).transform((rule) => ({
  enabled: rule.enabled,
  forMs: rule.for,
  rebalancingAfterMs: rule.rebalancing_after,
})).prefault({});

const partitionCount = z.strictObject({
  enabled,
  ignore_topics: pattern.prefault("^$").describe("Topics that are left out (RE2)."),
  shown_for: time.prefault("15m").describe("How long it is shown as firing."),
  growth_severity: severity("warning").describe("Partitions were added."),
  shrink_severity: severity("critical").describe("Deleted and created with fewer partitions."),
  recreation_severity: severity("warning").describe("Deleted and created again otherwise."),
  creation_severity: severity("info"),
  deletion_severity: severity("info"),
}).transform((rule) => ({
  enabled: rule.enabled,
  ignoreTopics: rule.ignore_topics,
  shownForMs: rule.shown_for,
  growthSeverity: rule.growth_severity,
  shrinkSeverity: rule.shrink_severity,
  recreationSeverity: rule.recreation_severity,
  creationSeverity: rule.creation_severity,
  deletionSeverity: rule.deletion_severity,
})).prefault({});

const rateAnomaly = z.strictObject({
  enabled,
  for: holds("0s"),
  ignore_topics: pattern.prefault("^__").describe("Topics that are left out (RE2)."),
  severity: severity("info").describe("Far more or far fewer messages than usual."),
  silence_severity: severity("warning").describe("No message on a topic that always has some."),
}).transform((rule) => ({
  enabled: rule.enabled,
  forMs: rule.for,
  ignoreTopics: rule.ignore_topics,
  severity: rule.severity,
  silenceSeverity: rule.silence_severity,
})).prefault({});

const jvmMemory = z.strictObject({
  enabled,
  for: holds("5m"),
  heap_after_collection: share.prefault(0.8)
    .describe("Share of the old generation that is in use right after its collection."),
  critical_heap_after_collection: share.prefault(0.9),
  heap_trough: share.prefault(0.9)
    .describe("Least share of the heap in use within the window; critical."),
  gc_time: share.prefault(0.1).describe("Share of time in collections that stop the program."),
  critical_gc_time: share.prefault(0.3),
}).transform((rule) => ({
  enabled: rule.enabled,
  forMs: rule.for,
  heapAfterCollection: rule.heap_after_collection,
  criticalHeapAfterCollection: rule.critical_heap_after_collection,
  heapTrough: rule.heap_trough,
  gcTime: rule.gc_time,
  criticalGcTime: rule.critical_gc_time,
})).prefault({});

const retentionLoss = z.strictObject({
  enabled,
  for: holds("2m"),
  time_left: time.prefault("6h").describe("Time until unread records are deleted."),
  retention_left: share.prefault(0.25)
    .describe("The same as a share of the topic's retention time; the shorter time counts."),
  critical_time_left: time.prefault("1h"),
  critical_retention_left: share.prefault(0.1),
  lost_shown_for: time.prefault("1h").describe("How long a loss is shown as firing."),
  info_groups: pattern.prefault("^console-consumer-")
    .describe("Groups whose alerts are info at most (RE2)."),
}).transform((rule) => ({
  enabled: rule.enabled,
  forMs: rule.for,
  timeLeftMs: rule.time_left,
  retentionLeft: rule.retention_left,
  criticalTimeLeftMs: rule.critical_time_left,
  criticalRetentionLeft: rule.critical_retention_left,
  lostShownForMs: rule.lost_shown_for,
  infoGroups: rule.info_groups,
})).prefault({});

/** A type that waits by itself for a condition to last. */
const lasting = (usualSeverity: Severity, usualTime: string, what: string) =>
  z.strictObject({
    enabled,
    severity: severity(usualSeverity),
    after: time.prefault(usualTime).describe(what),
  }).transform((rule) => ({
    enabled: rule.enabled,
    severity: rule.severity,
    afterMs: rule.after,
  })).prefault({});

const logDir = z.strictObject({
  enabled,
  for: holds("10m"),
  offline_for: time.prefault("1m").describe("How long a directory must be offline; critical."),
  used: share.prefault(0.85).describe("Share of the file system that is in use."),
  critical_used: share.prefault(0.95),
}).transform((rule) => ({
  enabled: rule.enabled,
  forMs: rule.for,
  offlineForMs: rule.offline_for,
  used: rule.used,
  criticalUsed: rule.critical_used,
})).prefault({});

const quorumUnhealthy = z.strictObject({
  enabled,
  for: holds("1m").describe("How long there must be no leader, or no progress; critical."),
  behind_for: time.prefault("10m").describe("How long a node must be behind; warning."),
  behind_seconds: amount.prefault(30).describe("Seconds that a node may be behind."),
}).transform((rule) => ({
  enabled: rule.enabled,
  forMs: rule.for,
  behindForMs: rule.behind_for,
  behindSeconds: rule.behind_seconds,
})).prefault({});

const monitorBlind = z.strictObject({
  enabled,
  for: holds("2m").describe("How long nothing of the cluster can be read; critical."),
  broker_for: time.prefault("5m")
    .describe("How long a broker that is up must be out of reach; warning."),
}).transform((rule) => ({
  enabled: rule.enabled,
  forMs: rule.for,
  brokerForMs: rule.broker_for,
})).prefault({});

/** What each type of alert looks for, by its name. */
export const rulesSettings = z.strictObject({
  under_replicated_partitions: plain("warning", "10m"),
  offline_partitions: plain("critical", "1m"),
  consumer_lag: consumerLag,
  partition_count_change: partitionCount,
  message_rate_anomaly: rateAnomaly,
  jvm_memory: jvmMemory,
  under_min_isr: plain("critical", "2m"),
  broker_down: plain("warning", "5m"),
  consumer_group_stalled: groupStalled,
  retention_loss: retentionLoss,
  hanging_transaction: lasting("warning", "20m", "How long a transaction may stay open."),
  reassignment_stuck: lasting("warning", "30m", "How long a reassignment may make no progress."),
  log_dir: logDir,
  quorum_unhealthy: quorumUnhealthy,
  monitor_blind: monitorBlind,
});

/** Thresholds by type; fields ending in Ms are milliseconds. */
export type RulesSettings = z.output<typeof rulesSettings>;
