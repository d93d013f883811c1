import type {
  AlertReadings,
  Finding,
  Rule,
  RuleMemory,
  RuleResult,
} from "../../../../src/alerts/rule.ts";
import { type RulesSettings, rulesSettings } from "../../../../src/alerts/rules/settings.ts";
import type { AlertSubject } from "../../../../src/model/alert_event.ts";
import type { ClusterChanges } from "../../../../src/model/cluster_changes.ts";
import type { ClusterSnapshot } from "../../../../src/model/cluster_snapshot.ts";
import { runAtOnce } from "../../../../src/runtime/slices.ts";
import { INTERVAL_MS, NOW } from "../../metrics/make_reading.ts";

/** Thresholds as they are without settings. */
export const DEFAULTS: RulesSettings = rulesSettings.parse({});

/** Thresholds of one type, given as a settings file has them. */
export function settingsOf<T extends keyof RulesSettings>(
  type: T,
  given: object,
): RulesSettings[T] {
  return rulesSettings.parse({ [type]: given })[type];
}

/** What rules see at NOW of a cluster named prod. */
export function madeReadings(
  snapshot: ClusterSnapshot | undefined,
  more: Partial<AlertReadings> = {},
): AlertReadings {
  return {
    nowMs: NOW,
    cluster: "prod",
    intervalMs: INTERVAL_MS,
    snapshot,
    changes: undefined,
    lag: undefined,
    rates: undefined,
    jvms: [],
    lastError: undefined,
    ...more,
  };
}

export const NO_CHANGES: ClusterChanges = {
  created: [],
  deleted: [],
  grown: [],
  recreated: [],
  truncations: [],
  groupsGone: [],
  coordinatorsMoved: [],
};

/** Evaluates at once; what is remembered goes through JSON, as through a store. */
export function judge(rule: Rule, readings: AlertReadings, memory?: RuleMemory): RuleResult {
  const result = runAtOnce(rule.evaluate(readings, memory));
  if (result.memory === undefined) return result;
  return { ...result, memory: JSON.parse(JSON.stringify(result.memory)) };
}

/** Where the subject stands: by its finding, or by what is said of others. */
export function levelOfSubject(result: RuleResult, subject: AlertSubject): string {
  return findingOf(result, subject)?.level ?? result.others(subject);
}

/** The finding about exactly this subject. */
export function findingOf(
  { findings }: RuleResult,
  subject: AlertSubject,
): Finding | undefined {
  const key = (each: AlertSubject) => JSON.stringify(Object.entries(each).sort());
  return findings.find((finding) => key(finding.subject) === key(subject));
}
