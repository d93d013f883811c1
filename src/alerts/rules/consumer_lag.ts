import type { ClusterSnapshot } from "../../model/cluster_snapshot.ts";
import { cachedByName, namePattern } from "../../runtime/name_pattern.ts";
import { type AlertWords, LateDetails } from "../late_details.ts";
import type { Finding, Rule } from "../rule.ts";
import { freshSnapshot } from "./fresh_snapshot.ts";
import { GroupParts } from "./group_parts.ts";
import { type JudgedLag, judgeLag } from "./judge_lag.ts";
import { KnownGroups, type KnownLag } from "./known_groups.ts";
import { type LagConcern, lagConcern } from "./lag_concern.ts";
import { lagDescription } from "./lag_description.ts";
import { type LagLevels, lagLevels } from "./lag_levels.ts";
import { nothingKnown } from "./nothing_known.ts";
import type { RulesSettings } from "./settings.ts";
import { countText, nameText, timeText } from "./wording.ts";
import { WorstPartitions } from "./worst_partitions.ts";

/** Groups that are behind, by the age of the oldest unread record. One alert a group and topic. */
export function consumerLag(settings: RulesSettings["consumer_lag"]): Rule {
  const levelsOf = lagLevels(settings);
  const isInfoOnly = cachedByName(namePattern(settings.infoGroups));
  return {
    type: "consumer_lag",
    *evaluate(readings) {
      const snapshot = freshSnapshot(readings);
      const { lag: report, cluster } = readings;
      if (snapshot === undefined || report === undefined) return nothingKnown();
      const known = new KnownGroups(snapshot, report);
      const findings: Finding[] = [];
      for (const group of report.groups) {
        yield;
        const parts = new GroupParts(snapshot, group);
        for (const topic of group.topics) {
          const levels = levelsOf(group.groupId, topic.topic);
          if (!levels.enabled) continue;
          const judged = judgeLag(group, topic, parts, levels);
          if (judged.level === "clear" || judged.level === "unknown") continue;
          const lag = { group, topic };
          const told = lagConcern(lag, known.snapshotGroup(group.groupId));
          const concern = isInfoOnly(group.groupId) && told === "all" ? "few" : told;
          if (concern === "nobody") continue;
          findings.push(new LagFinding(cluster, snapshot, lag, judged, levels, concern));
        }
      }
      return {
        findings,
        others: ({ group = "", topic = "" }) => {
          const lag = known.lag(group, topic);
          if (typeof lag === "string") return lag === "gone" ? "clear" : "unknown";
          const levels = levelsOf(group, topic);
          if (!levels.enabled) return "clear";
          const parts = new GroupParts(snapshot, lag.group);
          const { level } = judgeLag(lag.group, lag.topic, parts, levels);
          return level === "unknown" ? "unknown" : "clear";
        },
      };
    },
  };
}

class LagFinding extends LateDetails implements Finding {
  readonly subject: Finding["subject"];
  readonly level: Finding["level"];
  readonly severity: Finding["severity"];
  readonly forMs: number;
  readonly value: number;
  readonly threshold: number;
  readonly #cluster: string;
  readonly #snapshot: ClusterSnapshot;
  readonly #known: KnownLag;
  readonly #judged: JudgedLag;
  readonly #isByTime: boolean;

  constructor(
    cluster: string,
    snapshot: ClusterSnapshot,
    known: KnownLag,
    judged: JudgedLag,
    levels: LagLevels,
    concern: Exclude<LagConcern, "nobody">,
  ) {
    super();
    const { level, seconds, messages } = judged;
    const isByTime = seconds >= levels.seconds || level === "between";
    const severity = seconds >= levels.criticalSeconds ? "critical" : "warning";
    const threshold = messages >= levels.messages ? levels.messages : levels.messagesIfTimeUnknown;
    this.subject = { group: known.group.groupId, topic: known.topic.topic };
    this.level = concern === "nobody new" ? "between" : level;
    this.severity = concern === "few" ? "info" : severity;
    this.forMs = levels.forMs;
    this.value = isByTime ? seconds : messages;
    this.threshold = isByTime ? levels.seconds : threshold;
    this.#cluster = cluster;
    this.#snapshot = snapshot;
    this.#known = known;
    this.#judged = judged;
    this.#isByTime = isByTime;
  }

  protected putIntoWords(): AlertWords {
    const { group: { groupId, slots, lag, lagSeconds }, topic: { topic } } = this.#known;
    const { seconds, messages } = this.#judged;
    const worst = new WorstPartitions(this.#snapshot, "most");
    for (const index of new GroupParts(this.#snapshot, this.#known.group).of(topic)) {
      const value = (this.#isByTime ? lagSeconds : lag)[index]!;
      if (value > 0) worst.add(value, slots[index]!);
    }
    const unread = `${countText(messages, "message")} in ${countText(worst.total, "partition")}`;
    return {
      summary: `Group ${nameText(groupId)} is behind on ${topic} in ${this.#cluster}: ` +
        (Number.isNaN(seconds)
          ? `${unread} are unread, and it is not known how old they are.`
          : `the oldest unread message is ${timeText(seconds)} old; unread: ${unread}.`),
      description: lagDescription(this.#snapshot, this.#known),
      ...worst.details,
    };
  }
}
