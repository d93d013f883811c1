import { cachedByName, namePattern } from "../../runtime/name_pattern.ts";
import type { AlertReadings, Finding, Rule } from "../rule.ts";
import { countLosses, type Loss, lossesToMemory } from "./count_losses.ts";
import { freshSnapshot } from "./fresh_snapshot.ts";
import { KnownGroups, type KnownLag } from "./known_groups.ts";
import { lagConcern } from "./lag_concern.ts";
import { lagDescription } from "./lag_description.ts";
import { rowKey } from "./memory_fields.ts";
import { nothingKnown } from "./nothing_known.ts";
import type { RulesSettings } from "./settings.ts";
import { type TimeToLoss, timeToLoss } from "./time_to_loss.ts";
import { countText, nameText, timeText } from "./wording.ts";

type Settings = RulesSettings["retention_loss"];

/**
 * Messages that retention deletes, or is about to delete, before a group has read them. One alert a
 * group and topic. Remembers counters of lost messages.
 */
export function retentionLoss(settings: Settings): Rule {
  const isInfoOnly = cachedByName(namePattern(settings.infoGroups));
  return {
    type: "retention_loss",
    *evaluate(readings, memory) {
      const snapshot = freshSnapshot(readings);
      const { lag: report, nowMs } = readings;
      if (snapshot === undefined || report === undefined) return nothingKnown(memory);
      const known = new KnownGroups(snapshot, report);
      const losses = countLosses(report, known, settings.lostShownForMs, nowMs, memory);
      const findings: Finding[] = [];
      for (const group of report.groups) {
        yield;
        for (const topic of group.topics) {
          const near = timeToLoss(settings, snapshot, topic, nowMs);
          const loss = losses.get(rowKey(topic.topic, group.groupId));
          const isLost = loss !== undefined && nowMs - loss.lastMs < settings.lostShownForMs;
          if (!isLost && (near.level === "clear" || near.level === "unknown")) continue;
          const lag = { group, topic };
          const concern = lagConcern(lag, known.snapshotGroup(group.groupId));
          if (concern === "nobody") continue;
          const finding = isLost
            ? ofLoss(settings, readings, lag, loss)
            : ofNearness(settings, readings, lag, near);
          findings.push({
            ...finding,
            level: concern === "nobody new" ? "between" : finding.level,
            severity: concern === "few" || isInfoOnly(group.groupId) ? "info" : finding.severity,
          });
        }
      }
      return {
        findings,
        others: ({ group = "", topic = "" }) => {
          const lag = known.lag(group, topic);
          if (typeof lag === "string") return lag === "gone" ? "clear" : "unknown";
          const { level } = timeToLoss(settings, snapshot, lag.topic, nowMs);
          return level === "unknown" ? "unknown" : "clear";
        },
        memory: lossesToMemory(losses),
      };
    },
  };
}

function ofLoss(
  { lostShownForMs }: Settings,
  { cluster, snapshot }: AlertReadings,
  known: KnownLag,
  { messages }: Loss,
): Finding {
  const { group: { groupId }, topic: { topic } } = known;
  return {
    ...NO_PARTS,
    subject: { group: groupId, topic },
    level: "firing",
    severity: "critical",
    forMs: 0,
    summary: `Up to ${countText(messages, "message")} of ${topic} in ${cluster} were deleted ` +
      `before group ${nameText(groupId)} had read them.`,
    description:
      "They cannot be read any more. If the group is still behind, give it time: raise " +
      `retention.ms and retention.bytes of the topic now. Shown for ${
        timeText(lostShownForMs / 1000)
      } after the last loss. ${lagDescription(snapshot!, known)}`,
    value: messages,
    threshold: NaN,
  };
}

function ofNearness(
  { forMs }: Settings,
  { cluster, snapshot }: AlertReadings,
  known: KnownLag,
  { level, isCritical, seconds, limit }: TimeToLoss,
): Finding {
  const { group: { groupId }, topic: { topic } } = known;
  return {
    ...NO_PARTS,
    subject: { group: groupId, topic },
    level,
    severity: isCritical ? "critical" : "warning",
    forMs,
    summary: `Messages of ${topic} in ${cluster} that group ${
      nameText(groupId)
    } has not read begin to be deleted in ${timeText(seconds)}.`,
    description:
      "Start or speed up the consumer, or raise retention.ms and retention.bytes of the " +
      `topic. ${lagDescription(snapshot!, known)}`,
    value: seconds,
    threshold: limit,
  };
}

const NO_PARTS = { worst: [], total: 0 } as const;
