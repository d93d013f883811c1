import type { ClusterSnapshot } from "../../model/cluster_snapshot.ts";
import type { TopicEntry } from "../../model/partition_directory_view.ts";
import { isOffline } from "../../model/partition_health.ts";
import type { Finding, Rule } from "../rule.ts";
import { freshSnapshot } from "./fresh_snapshot.ts";
import { type JudgedTopic, judgeTopics } from "./judge_topics.ts";
import { kafkaCommand } from "./kafka_command.ts";
import { type MissingOf, missingReplicas } from "./missing_replicas.ts";
import { nothingKnown } from "./nothing_known.ts";
import type { RulesSettings } from "./settings.ts";
import { brokersText, countText, listText, numberText } from "./wording.ts";
import { WorstPartitions } from "./worst_partitions.ts";

type Settings = RulesSettings["under_replicated_partitions"];

/**
 * Partitions with a leader that lack replicas in sync, but for those that a reassignment adds
 * (Kafka's own UnderReplicated). One alert a topic; critical if of three or more only one is left.
 */
export function underReplicatedPartitions(settings: Settings): Rule {
  return {
    type: "under_replicated_partitions",
    *evaluate(readings) {
      const snapshot = freshSnapshot(readings);
      if (snapshot === undefined) return nothingKnown();
      const missingOf = missingReplicas(snapshot, readings.nowMs);
      return yield* judgeTopics(
        snapshot,
        (topic) => judge(settings, readings.cluster, snapshot, topic, missingOf),
      );
    },
  };
}

function judge(
  { severity, forMs }: Settings,
  cluster: string,
  snapshot: ClusterSnapshot,
  topic: TopicEntry,
  missingOf: MissingOf,
): JudgedTopic {
  const parts = new WorstPartitions(snapshot, "least");
  const missingByBroker = new Map<number, number>();
  let [judged, untold, isLastReplica] = [0, 0, false];
  for (const slot of topic.slots) {
    if (isOffline(snapshot, slot)) continue;
    const missing = missingOf(slot);
    if (missing === undefined) untold++;
    else judged++;
    if (missing === undefined || missing.length === 0) continue;
    const left = snapshot.partitions.inSyncReplicas[slot]!.length;
    parts.add(left, slot);
    for (const id of missing) missingByBroker.set(id, (missingByBroker.get(id) ?? 0) + 1);
    if (left <= 1 && left + missing.length >= 3) isLastReplica = true;
  }
  const isTold = untold === 0 && judged > 0;
  if (parts.total === 0) return { isTold };
  const finding: Finding = {
    subject: { topic: topic.name },
    level: "firing",
    severity: isLastReplica ? "critical" : severity,
    forMs,
    value: parts.total,
    threshold: 1,
    ...texts(cluster, snapshot, topic, parts.total, missingByBroker, isLastReplica),
    ...parts.details,
  };
  return { finding, isTold };
}

function texts(
  cluster: string,
  snapshot: ClusterSnapshot,
  { name, slots }: TopicEntry,
  count: number,
  missingByBroker: ReadonlyMap<number, number>,
  isLastReplica: boolean,
): Pick<Finding, "summary" | "description"> {
  const where = [...missingByBroker].sort(([, a], [, b]) => b - a)
    .map(([id, missing]) => `broker ${id} (${numberText(missing)})`);
  const down = snapshot.brokers.filter(({ id, up }) => !up && missingByBroker.has(id));
  const meaning = isLastReplica
    ? "Some partitions have a single replica left: with its broker they go offline, or lose data. "
    : "The data is there, but fewer failures than intended are survived. ";
  const cause = down.length === 0
    ? "Those brokers are up: look for slow disks or networks, and for errors of replica fetchers " +
      "in their logs. "
    : `Down: ${brokersText(down.map(({ id }) => id))}. Bring back what can be brought back, or ` +
      "move its replicas. ";
  return {
    summary: `${numberText(count)} of ${countText(slots.length, "partition")} of ${name} in ` +
      `${cluster} ${count === 1 ? "is" : "are"} under-replicated; replicas are missing on ${
        listText(where)
      }.`,
    description: meaning + cause + "All under-replicated partitions: " +
      kafkaCommand(snapshot, "kafka-topics", "--describe", "--under-replicated-partitions"),
  };
}
