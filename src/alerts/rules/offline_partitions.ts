import type { ClusterSnapshot } from "../../model/cluster_snapshot.ts";
import type { TopicEntry } from "../../model/partition_directory_view.ts";
import { isOffline } from "../../model/partition_health.ts";
import type { Finding, Rule } from "../rule.ts";
import { freshSnapshot } from "./fresh_snapshot.ts";
import { type JudgedTopic, judgeTopics } from "./judge_topics.ts";
import { kafkaCommand } from "./kafka_command.ts";
import { nothingKnown } from "./nothing_known.ts";
import type { RulesSettings } from "./settings.ts";
import { brokersText, countText, numberText } from "./wording.ts";
import { WorstPartitions } from "./worst_partitions.ts";

type Settings = RulesSettings["offline_partitions"];

/** Partitions that nobody leads: nobody can write to them or read them. One alert a topic. */
export function offlinePartitions(settings: Settings): Rule {
  return {
    type: "offline_partitions",
    *evaluate(readings) {
      const snapshot = freshSnapshot(readings);
      if (snapshot === undefined) return nothingKnown();
      return yield* judgeTopics(
        snapshot,
        (topic) => judge(settings, readings.cluster, snapshot, topic),
      );
    },
  };
}

function judge(
  { severity, forMs }: Settings,
  cluster: string,
  snapshot: ClusterSnapshot,
  topic: TopicEntry,
): JudgedTopic {
  const { replicas } = snapshot.partitions;
  const parts = new WorstPartitions(snapshot, "least");
  const brokers = new Set<number>();
  let isTold = true;
  for (const slot of topic.slots) {
    // Every partition has replicas: one without any was not in the newest Metadata.
    if (replicas[slot]!.length === 0) isTold = false;
    else if (isOffline(snapshot, slot)) {
      parts.add(replicas[slot]!.length, slot);
      for (const id of replicas[slot]!) brokers.add(id);
    }
  }
  if (parts.total === 0) return { isTold };
  const finding: Finding = {
    subject: { topic: topic.name },
    level: "firing",
    severity,
    forMs,
    value: parts.total,
    threshold: 1,
    ...texts(cluster, snapshot, topic, parts.total, brokers),
    ...parts.details,
  };
  return { finding, isTold };
}

function texts(
  cluster: string,
  snapshot: ClusterSnapshot,
  { name, slots }: TopicEntry,
  count: number,
  brokers: ReadonlySet<number>,
): Pick<Finding, "summary" | "description"> {
  const down = snapshot.brokers.filter(({ id, up }) => !up && brokers.has(id)).map(({ id }) => id);
  const cause = down.length === 0
    ? "All brokers with a replica of them are up: look for failed disks and for errors of the " +
      "controller in their logs. "
    : `Down, with replicas of them: ${brokersText(down)}. Bring back what can be brought back. `;
  return {
    summary: `${numberText(count)} of ${countText(slots.length, "partition")} of ${name} in ` +
      `${cluster} ${count === 1 ? "has" : "have"} no leader.`,
    description: "Nobody can write to these partitions or read them. " + cause +
      "An unclean election (kafka-leader-election.sh --election-type unclean) is the last resort: " +
      "it loses records. All partitions without a leader: " +
      kafkaCommand(snapshot, "kafka-topics", "--describe", "--unavailable-partitions"),
  };
}
