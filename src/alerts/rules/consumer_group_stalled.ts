import type { Severity } from "../../model/alert_event.ts";
import type { ClusterSnapshot } from "../../model/cluster_snapshot.ts";
import type { GroupSnapshot } from "../../model/group_snapshot.ts";
import { LAG_STATUSES, type LagSeverity, type LagStatus } from "../../model/lag_report.ts";
import { partitionOwners } from "../../model/partition_owners.ts";
import type { AlertReadings, Finding, Rule } from "../rule.ts";
import { freshSnapshot } from "./fresh_snapshot.ts";
import { GroupParts } from "./group_parts.ts";
import { KnownGroups, type KnownLag } from "./known_groups.ts";
import { lagDescription } from "./lag_description.ts";
import { nothingKnown } from "./nothing_known.ts";
import { restlessGroups } from "./restless_groups.ts";
import type { RulesSettings } from "./settings.ts";
import { countText, listText, nameText, timeText } from "./wording.ts";
import { WorstPartitions } from "./worst_partitions.ts";

type Settings = RulesSettings["consumer_group_stalled"];
type Standstill = Extract<LagStatus, "stopped" | "stalled">;

/**
 * Groups that do not read what is there: partitions that a live member owns and does not read
 * (stalled), partitions that nobody owns any more (stopped): one alert a group and topic. And groups
 * that never stop rebalancing: one alert a group.
 */
export function consumerGroupStalled(settings: Settings): Rule {
  return {
    type: "consumer_group_stalled",
    *evaluate(readings, memory) {
      const snapshot = freshSnapshot(readings);
      const { lag: report } = readings;
      if (snapshot === undefined || report === undefined) return nothingKnown(memory);
      const known = new KnownGroups(snapshot, report);
      const restless = yield* restlessGroups(settings, readings, snapshot, report, memory);
      const findings: Finding[] = [...restless.findings];
      for (const group of report.groups) {
        yield;
        const parts = new GroupParts(snapshot, group);
        for (const topic of group.topics) {
          const status = statusOf({ group, topic }, parts);
          if (status !== "stalled" && status !== "stopped") continue;
          const read = known.snapshotGroup(group.groupId);
          const lag = { group, topic };
          findings.push(toFinding(settings, readings, snapshot, lag, read, status, parts));
        }
      }
      const others: (subject: Finding["subject"]) => "clear" | "unknown" = (subject) => {
        const { group = "", topic } = subject;
        const lag = topic === undefined ? known.group(group) : known.lag(group, topic);
        if (lag === "gone" || lag === "unknown") return lag === "gone" ? "clear" : "unknown";
        if (!("topic" in lag)) return lag.status === "unknown" ? "unknown" : "clear";
        const status = statusOf(lag, new GroupParts(snapshot, lag.group));
        return status === "unknown" ? "unknown" : "clear";
      };
      return { findings, others, memory: restless.memory };
    },
  };
}

/** The topic's status; where that is not known, the gravest of the partitions with a leader. */
function statusOf({ group, topic }: KnownLag, parts: GroupParts): LagStatus {
  if (topic.status !== "unknown") return topic.status;
  const indexes = parts.of(topic.topic);
  const gravest = indexes.reduce((rank, index) => Math.max(rank, group.statuses[index]!), 0);
  return indexes.length === 0 ? "unknown" : LAG_STATUSES[gravest]!;
}

function toFinding(
  { forMs }: Settings,
  { cluster }: AlertReadings,
  snapshot: ClusterSnapshot,
  known: KnownLag,
  read: GroupSnapshot | undefined,
  status: Standstill,
  parts: GroupParts,
): Finding {
  const { groupId, slots, lag, statuses } = known.group;
  const { topic, severity, secondsSinceAdvanced } = known.topic;
  const rank = LAG_STATUSES.indexOf(status);
  const standing = parts.of(topic).filter((index) => statuses[index] === rank);
  const worst = new WorstPartitions(snapshot, "most");
  for (const index of standing) worst.add(lag[index]!, slots[index]!);
  const since = Number.isNaN(secondsSinceAdvanced) ? "" : ` for ${timeText(secondsSinceAdvanced)}`;
  return {
    subject: { group: groupId, topic },
    // Whoever judged the lag may hold that this standstill concerns nobody.
    level: severity === 0 ? "between" : "firing",
    severity: SEVERITY_OF[severity],
    forMs,
    summary: `Group ${nameText(groupId)} has read nothing from ${
      countText(worst.total, "partition")
    } of ${topic} in ${cluster}${since}, though there are unread messages; ${
      status === "stalled"
        ? `owned by ${ownersText(snapshot, read, standing.map((index) => slots[index]!))}`
        : "owned by nobody"
    }.`,
    description: `${MEANINGS[status]} ${lagDescription(snapshot, known)}`,
    value: secondsSinceAdvanced,
    threshold: NaN,
    ...worst.details,
  };
}

const SEVERITY_OF: Readonly<Record<LagSeverity, Severity>> = [
  "info",
  "info",
  "warning",
  "critical",
] as const;

const MEANINGS: Readonly<Record<Standstill, string>> = {
  stalled: "The consumer is there and does not commit: it hangs, fails on one message again and " +
    "again, or takes longer than it should. Look at its log and its threads.",
  stopped: "The consumer is gone, or does not take part in the group any more. Start it.",
};

function ownersText(
  { directory }: ClusterSnapshot,
  group: GroupSnapshot | undefined,
  slots: readonly number[],
): string {
  const owners = partitionOwners(group?.description, directory);
  const members = slots.flatMap((slot) => owners.get(slot) ?? []);
  const texts = new Set(
    members.map(({ clientId, clientHost }) =>
      `${nameText(clientId)} (${nameText(clientHost.replace(/^\//, ""))})`
    ),
  );
  return texts.size === 0 ? "a live member" : listText([...texts]);
}
