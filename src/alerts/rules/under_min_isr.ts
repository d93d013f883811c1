import type { ClusterSnapshot } from "../../model/cluster_snapshot.ts";
import { freshConfig } from "../../model/fresh_parts.ts";
import type { TopicEntry } from "../../model/partition_directory_view.ts";
import { isOffline, spareInSyncReplicas } from "../../model/partition_health.ts";
import type { AlertReadings, Finding, Rule } from "../rule.ts";
import { freshSnapshot } from "./fresh_snapshot.ts";
import { type JudgedTopic, judgeTopics } from "./judge_topics.ts";
import { kafkaCommand } from "./kafka_command.ts";
import { nothingKnown } from "./nothing_known.ts";
import type { RulesSettings } from "./settings.ts";
import { countText, numberText } from "./wording.ts";
import { WorstPartitions } from "./worst_partitions.ts";

type Settings = RulesSettings["under_min_isr"];

/**
 * Partitions that have a leader and fewer replicas in sync than producers with acks=all need: these
 * are refused. One alert a topic.
 */
export function underMinIsr(settings: Settings): Rule {
  return {
    type: "under_min_isr",
    *evaluate(readings) {
      const snapshot = freshSnapshot(readings);
      if (snapshot === undefined) return nothingKnown();
      return yield* judgeTopics(snapshot, (topic) => judge(settings, readings, snapshot, topic));
    },
  };
}

function judge(
  { severity, forMs }: Settings,
  { cluster, nowMs }: AlertReadings,
  snapshot: ClusterSnapshot,
  topic: TopicEntry,
): JudgedTopic {
  const least = freshConfig(snapshot, topic.name, nowMs)?.minInSyncReplicas ?? NaN;
  if (Number.isNaN(least)) return { isTold: false };
  const parts = new WorstPartitions(snapshot, "least");
  let [judged, untold] = [0, 0];
  for (const slot of topic.slots) {
    if (isOffline(snapshot, slot)) continue;
    const inSync = snapshot.partitions.inSyncReplicas[slot]!.length;
    // The replication factor is looked up only where it may matter.
    const spare = inSync >= least ? inSync - least : spareInSyncReplicas(snapshot, slot, nowMs);
    if (Number.isNaN(spare)) untold++;
    else judged++;
    if (spare < 0) parts.add(inSync, slot);
  }
  const isTold = untold === 0 && judged > 0;
  if (parts.total === 0) return { isTold };
  const finding: Finding = {
    subject: { topic: topic.name },
    level: "firing",
    severity,
    forMs,
    value: parts.total,
    threshold: 1,
    ...texts(cluster, snapshot, topic, parts.total, least),
    ...parts.details,
  };
  return { finding, isTold };
}

function texts(
  cluster: string,
  snapshot: ClusterSnapshot,
  { name, slots }: TopicEntry,
  count: number,
  least: number,
): Pick<Finding, "summary" | "description"> {
  return {
    summary: `${numberText(count)} of ${countText(slots.length, "partition")} of ${name} in ` +
      `${cluster} ${count === 1 ? "has" : "have"} fewer replicas in sync than ` +
      `min.insync.replicas, ${least}.`,
    description:
      "Producers with acks=all get NotEnoughReplicas errors for these partitions. Bring " +
      "back the brokers whose replicas are missing; lowering min.insync.replicas lets producers go " +
      "on with less safety. Look: " +
      kafkaCommand(snapshot, "kafka-topics", "--describe", `--topic=${name}`),
  };
}
