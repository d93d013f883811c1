import type { LagStatus } from "../model/lag_report.ts";
import type { BrokerView } from "../model/views/broker_view.ts";
import type { GroupView } from "../model/views/group_view.ts";
import { troubleOf } from "./broker_trouble.ts";
import { isFiring, type ShownAlert } from "./alert_list.tsx";
import type { ClusterSummary } from "./cluster_summary.ts";
import { nameText } from "./name_text.ts";

/** How things stand: nothing is wrong, or how bad it is, or that nobody knows. */
export type VerdictLevel = "fine" | "unknown" | "warning" | "critical" | "blind";

/** One thing that is wrong, and where to look. */
export interface Fact {
  readonly level: VerdictLevel;
  readonly text: string;
  readonly href?: string;
}

/** What the page says first. */
export interface Verdict {
  readonly level: VerdictLevel;
  readonly headline: string;
  readonly facts: readonly Fact[];
}

/** What the verdict is about. */
export interface Judged {
  readonly clusters: readonly ClusterSummary[];
  readonly brokers: readonly BrokerView[];
  /** All groups, not only those that are shown. */
  readonly groups: readonly GroupView[];
  /** undefined where alerts are not known of. */
  readonly alerts: readonly ShownAlert[] | undefined;
}

const LEVELS = ["fine", "unknown", "warning", "critical", "blind"] as const;

const DEEDS: Readonly<Partial<Record<LagStatus, string>>> = {
  stalled: "stalled",
  stopped: "stopped",
  warning: "falling behind",
  rewound: "rewound",
};

/** Says in a headline and facts whether somebody must act. */
export function verdictOn({ clusters, brokers, groups, alerts = [] }: Judged): Verdict {
  const seen = [
    ...clusters.filter(({ state }) => state !== "fresh").map(blindness),
    ...clusters.flatMap(clusterFacts),
    ...brokerFacts(brokers),
    ...groupFacts(groups),
  ];
  const facts = [...seen, ...alertFacts(alerts, gravestOf(seen))];
  const sorted = facts.toSorted((a, b) => LEVELS.indexOf(b.level) - LEVELS.indexOf(a.level));
  const level = gravestOf(facts);
  return { level, headline: headlineOf(level, clusters), facts: sorted };
}

function gravestOf(facts: readonly Fact[]): VerdictLevel {
  return LEVELS[Math.max(0, ...facts.map(({ level }) => LEVELS.indexOf(level)))]!;
}

function headlineOf(level: VerdictLevel, clusters: readonly ClusterSummary[]): string {
  const silent = clusters.filter(({ state }) => state !== "fresh").length;
  switch (level) {
    case "fine":
    case "unknown":
      return "Nothing is wrong, as far as is known";
    case "warning":
      return "Something is going wrong";
    case "critical":
      return "Something is wrong now";
    case "blind":
      return silent === clusters.length
        ? "Kafka is not being read"
        : `${silent} of ${clusters.length} clusters not being read`;
  }
}

function blindness({ title, state }: ClusterSummary): Fact {
  const since = state === "never" ? "has not been read yet" : "is not being read";
  return { level: "blind", text: `${title} ${since}: what is true there now is not known` };
}

function clusterFacts({ title, state, counts }: ClusterSummary): Fact[] {
  if (state !== "fresh" || counts === undefined) return [];
  const { offlinePartitions, underReplicatedPartitions } = counts;
  const fact = (level: VerdictLevel, count: number, what: string): Fact[] =>
    count === 0 ? [] : [{
      level,
      text: `${many(count, "partition")} of ${title} ${what}`,
      href: "/topics?show=unhealthy",
    }];
  return [
    ...fact("critical", offlinePartitions, "offline"),
    ...fact("warning", underReplicatedPartitions, "short of replicas in sync"),
  ];
}

function brokerFacts(brokers: readonly BrokerView[]): Fact[] {
  const found = brokers.flatMap((broker) => {
    const trouble = troubleOf(broker);
    return trouble === undefined ? [] : [{ broker, ...trouble }];
  });
  const kinds = Map.groupBy(found, ({ kind }) => kind);
  return [...kinds.values()].map((all): Fact => {
    const names = listed(all.map(({ broker }) => `${broker.broker} of ${broker.cluster}`));
    const { kind, level } = all[0]!;
    return { level, text: `${many(all.length, "broker")} ${kind}: ${names}` };
  });
}

/** Of those in trouble only those that matter: an abandoned group stopped, too. */
function groupFacts(groups: readonly GroupView[]): Fact[] {
  return [...unjudged(groups), ...inTrouble(groups)];
}

function unjudged(groups: readonly GroupView[]): Fact[] {
  const { length } = groups.filter(({ status }) => status === "unknown");
  if (length === 0) return [];
  const text = `${many(length, "group")} of which it is not known how they fare`;
  return [{ level: "unknown", text, href: "/?status=unknown" }];
}

function inTrouble(groups: readonly GroupView[]): Fact[] {
  return Object.entries(DEEDS).flatMap(([status, deed]) => {
    const level = (severity: "critical" | "warning") =>
      groups.filter((group) => group.status === status && group.severity === severity);
    return (["critical", "warning"] as const).flatMap((severity): Fact[] => {
      const found = level(severity);
      if (found.length === 0) return [];
      const names = listed(found.map(({ group }) => nameText(group)));
      return [{
        level: severity,
        text: `${many(found.length, "group")} ${deed}: ${names}`,
        href: `/?status=${status}`,
      }];
    });
  });
}

/** Alerts that are graver than all that is seen otherwise, as that of a JVM's memory. */
function alertFacts(alerts: readonly ShownAlert[], seen: VerdictLevel): Fact[] {
  return (["critical", "warning"] as const).flatMap((level): Fact[] => {
    const found = alerts.filter((alert) => alert.severity === level && isFiring(alert));
    if (found.length === 0 || LEVELS.indexOf(level) <= LEVELS.indexOf(seen)) return [];
    const types = [...new Set(found.map(({ type }) => type.replaceAll("_", " ")))];
    return [{ level, text: `${many(found.length, "alert")} firing: ${listed(types)}` }];
  });
}

function many(count: number, what: string): string {
  return `${count.toLocaleString("en")} ${what}${count === 1 ? "" : "s"}`;
}

/** The first three, and how many more there are. */
function listed(names: readonly string[]): string {
  const rest = names.length > 3 ? ` and ${names.length - 3} more` : "";
  return names.slice(0, 3).join(", ") + rest;
}
