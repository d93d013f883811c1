import type { ClusterSnapshot } from "../../model/cluster_snapshot.ts";
import type { LagReport } from "../../model/lag_report.ts";
import type { AlertReadings, Finding, RuleMemory } from "../rule.ts";
import { groupCommand } from "./lag_description.ts";
import { numberOf, rowsOf } from "./memory_fields.ts";
import type { RulesSettings } from "./settings.ts";
import { nameText, timeText } from "./wording.ts";

/** A group that has not rebalanced for so long has come to rest. */
const AT_REST_MS = 300_000;
/** States in which members do not read, or not all, in every group protocol. */
const REBALANCING = new Set([
  "PreparingRebalance",
  "CompletingRebalance",
  "Assigning",
  "Reconciling",
]);

/** How often a group has rebalanced; and, if it is not at rest, since when and when last. */
interface Unrest {
  readonly rebalances: number;
  readonly sinceMs: number;
  readonly lastMs: number;
}

/**
 * Groups that never come to rest: at no time without rebalancing for some minutes. Remembers how
 * often each group has rebalanced, and since when those do that are not at rest.
 */
export function* restlessGroups(
  settings: RulesSettings["consumer_group_stalled"],
  { cluster, nowMs }: AlertReadings,
  snapshot: ClusterSnapshot,
  report: LagReport,
  memory: RuleMemory | undefined,
): Generator<void, { readonly findings: Finding[]; readonly memory: RuleMemory }, void> {
  const states = new Map(snapshot.groups.map(({ groupId, state }) => [groupId, state]));
  const before = rowsOf(memory);
  const findings: Finding[] = [];
  const next: RuleMemory[] = [];
  for (const { groupId, rebalancesObserved: rebalances } of report.groups) {
    yield;
    // A group that came since the evaluation before had not rebalanced then.
    const known = memory === undefined ? { ...AT_REST, rebalances } : unrestOf(before.get(groupId));
    const isRebalancing = REBALANCING.has(states.get(groupId) ?? "");
    const now = unrestNow(known, isRebalancing, rebalances, nowMs);
    if (rebalances > 0 || now.lastMs > 0) next.push(toRow(groupId, now));
    if (now.lastMs - now.sinceMs >= settings.rebalancingAfterMs) {
      findings.push(toFinding(settings, cluster, snapshot, groupId, (nowMs - now.sinceMs) / 1000));
    }
  }
  return { findings, memory: next };
}

const AT_REST: Unrest = { rebalances: 0, sinceMs: NaN, lastMs: NaN };

function toRow(groupId: string, { rebalances, sinceMs, lastMs }: Unrest): RuleMemory {
  return Number.isNaN(sinceMs) ? [groupId, rebalances] : [groupId, rebalances, sinceMs, lastMs];
}

function unrestOf(row: readonly RuleMemory[] = []): Unrest {
  const [, rebalances = 0, sinceMs, lastMs] = row;
  return {
    rebalances: numberOf(rebalances),
    sinceMs: numberOf(sinceMs),
    lastMs: numberOf(lastMs),
  };
}

function unrestNow(
  { rebalances: before, sinceMs, lastMs }: Unrest,
  isRebalancing: boolean,
  rebalances: number,
  nowMs: number,
): Unrest {
  const isRestless = nowMs - lastMs < AT_REST_MS;
  if (isRebalancing || rebalances > before) {
    return { rebalances, sinceMs: isRestless ? sinceMs : nowMs, lastMs: nowMs };
  }
  return isRestless ? { rebalances, sinceMs, lastMs } : { ...AT_REST, rebalances };
}

function toFinding(
  { rebalancingAfterMs }: RulesSettings["consumer_group_stalled"],
  cluster: string,
  snapshot: ClusterSnapshot,
  groupId: string,
  seconds: number,
): Finding {
  return {
    subject: { group: groupId },
    level: "firing",
    severity: "warning",
    forMs: 0,
    summary: `Group ${nameText(groupId)} of ${cluster} has been rebalancing again and again for ${
      timeText(seconds)
    }.`,
    description:
      "Members that rebalance do not read. Usually some take longer between polls than " +
      "max.poll.interval.ms, miss heartbeats (session.timeout.ms), or crash and come back. " +
      groupCommand(snapshot, groupId, "--members"),
    value: seconds,
    threshold: rebalancingAfterMs / 1000,
    worst: [],
    total: 0,
  };
}
