import type { Severity } from "../../model/alert_event.ts";
import type { ClusterChanges } from "../../model/cluster_changes.ts";
import type { ClusterSnapshot } from "../../model/cluster_snapshot.ts";
import { namePattern } from "../../runtime/name_pattern.ts";
import type { Finding, Rule } from "../rule.ts";
import { kafkaCommand } from "./kafka_command.ts";
import type { RulesSettings } from "./settings.ts";
import { countText } from "./wording.ts";

type Settings = RulesSettings["partition_count_change"];

/** Kafka finds groups and transactions by their hash over these topics' partitions. */
const HASHED = new Set(["__consumer_offsets", "__transaction_state", "__share_group_state"]);

type Kind = "shrunk" | "recreated" | "grown" | "created" | "deleted";

interface Change {
  readonly kind: Kind;
  readonly topic: string;
  readonly from: number;
  readonly to: number;
  readonly severity: Severity;
}

/** Events: partitions were added to a topic; a topic was deleted, created, or both. One a topic. */
export function partitionCountChange(settings: Settings): Rule {
  const isIgnored = namePattern(settings.ignoreTopics);
  return {
    type: "partition_count_change",
    *evaluate({ cluster, changes, snapshot }) {
      yield;
      // An event is over when its time is: what follows cannot make it unknown.
      if (changes === undefined) return { findings: [], others: () => "clear" };
      const findings = changesOf(settings, changes, snapshot)
        .filter(({ topic }) => !isIgnored(topic))
        .map((change) => toFinding(settings, cluster, snapshot, change));
      return { findings, others: () => "clear" };
    },
  };
}

function changesOf(
  settings: Settings,
  { created, deleted, grown, recreated }: ClusterChanges,
  snapshot: ClusterSnapshot | undefined,
): Change[] {
  const count = (topic: string) => snapshot?.directory.topics.get(topic)?.slots.length ?? NaN;
  return [
    ...recreated.map((change): Change => {
      const hasShrunk = change.to < change.from;
      const severity = hasShrunk ? settings.shrinkSeverity : settings.recreationSeverity;
      return { ...change, kind: hasShrunk ? "shrunk" : "recreated", severity };
    }),
    ...grown.map((change): Change => ({
      ...change,
      kind: "grown",
      severity: HASHED.has(change.topic) ? "critical" : settings.growthSeverity,
    })),
    ...deleted.map((topic): Change => {
      return { topic, from: NaN, to: 0, kind: "deleted", severity: settings.deletionSeverity };
    }),
    ...created.map((topic): Change => {
      const to = count(topic);
      return { topic, from: 0, to, kind: "created", severity: settings.creationSeverity };
    }),
  ];
}

function toFinding(
  { shownForMs }: Settings,
  cluster: string,
  snapshot: ClusterSnapshot | undefined,
  change: Change,
): Finding {
  const { topic, to, severity } = change;
  const describe = kafkaCommand(snapshot, "kafka-topics", "--describe", `--topic=${topic}`);
  return {
    subject: { topic },
    level: "firing",
    severity,
    forMs: 0,
    lastsMs: shownForMs,
    summary: SUMMARIES[change.kind](change, `Topic ${topic} in ${cluster}`),
    description: HASHED.has(topic) && change.kind === "grown"
      ? "Kafka finds groups and transactions by their hash over this topic's partitions: what was " +
        `committed before is not found any more. ${describe}`
      : `${MEANINGS[change.kind]} ${change.kind === "deleted" ? "" : describe}`.trim(),
    value: to,
    threshold: NaN,
    worst: [],
    total: 1,
  };
}

const SUMMARIES: Readonly<Record<Kind, (change: Change, what: string) => string>> = {
  shrunk: ({ from, to }, what) =>
    `${what} was deleted and created again with fewer partitions: ${to} instead of ${from}.`,
  recreated: ({ from, to }, what) =>
    `${what} was deleted and created again with ${countText(to, "partition")}${
      from === to ? "" : ` instead of ${from}`
    }.`,
  grown: ({ from, to }, what) => `${what} has ${to} partitions instead of ${from}.`,
  created: ({ to }, what) => `${what} was created with ${countText(to, "partition")}.`,
  deleted: (_, what) => `${what} was deleted.`,
};

const MEANINGS: Readonly<Record<Kind, string>> = {
  shrunk:
    "Kafka cannot take partitions away: all records of the topic are gone, keys go to other " +
    "partitions than before, and committed offsets do not fit. Find out who deleted it.",
  recreated: "All its earlier records are gone, and committed offsets do not fit the new topic.",
  grown: "Records with the same key may now go to another partition than before, so their order " +
    "is kept no more, and state that is partitioned by key is in another place. Consumers find new " +
    "partitions within metadata.max.age.ms.",
  created: "Check its partitions, replication factor and retention.",
  deleted: "Its records are gone, and groups that read it keep offsets that mean nothing.",
};
