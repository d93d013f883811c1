import type { ClusterSnapshot } from "../../model/cluster_snapshot.ts";
import type { QuorumReplica } from "../../model/quorum_snapshot.ts";
import type { Finding } from "../rule.ts";
import { kafkaCommand } from "./kafka_command.ts";
import { levelOf } from "./level_of.ts";
import type { RulesSettings } from "./settings.ts";
import { countText, timeText } from "./wording.ts";

type Settings = RulesSettings["quorum_unhealthy"];

/** Before Kafka 3.3 replicas do not tell times (KIP-836): so many records behind count instead. */
const BEHIND_RECORDS = 1_000;

/**
 * Voters, and brokers that are up, that are behind the leader of the KRaft quorum by its own clock.
 * One that has never fetched from this leader is behind, too.
 */
export function nodesBehind(
  settings: Settings,
  cluster: string,
  snapshot: ClusterSnapshot,
  leader: QuorumReplica,
): Finding[] {
  const replicas = snapshot.quorum?.replicas ?? [];
  const up = new Set(snapshot.brokers.filter((broker) => broker.up).map(({ id }) => id));
  // What follows the log without voting is a broker: one that is down has an alert of its own.
  const judged = replicas.filter(({ id, role }) => role === "voter" || up.has(id));
  const voters = replicas.filter(({ role }) => role === "voter").length;
  return judged.flatMap((replica) => judge(settings, cluster, snapshot, replica, leader, voters));
}

function judge(
  settings: Settings,
  cluster: string,
  snapshot: ClusterSnapshot,
  { id, role, logEndOffset, lastCaughtUpAtMs }: QuorumReplica,
  leader: QuorumReplica,
  voters: number,
): Finding[] {
  const seconds = (leader.lastCaughtUpAtMs - lastCaughtUpAtMs) / 1000;
  const records = leader.logEndOffset - logEndOffset;
  const [value, threshold] = Number.isNaN(seconds)
    ? [records, BEHIND_RECORDS]
    : [seconds, settings.behindSeconds];
  const level = Number.isNaN(records) ? "firing" : levelOf(value, threshold);
  if (level !== "firing" && level !== "between") return [];
  const what = role === "voter" ? `one of ${countText(voters, "voter")}` : "a broker";
  const meaning = role === "voter"
    ? "Whatever changes in the cluster needs a majority of the voters; this one does not count. "
    : "It works with old metadata: it may refuse clients that know better. ";
  return [{
    subject: { broker: id },
    level,
    severity: "warning",
    forMs: settings.behindForMs,
    summary: `Node ${id} of ${cluster}, ${what}, is behind on the metadata log: ${
      behindText(seconds, records)
    }.`,
    description: meaning + "Look at its process and its log. " +
      kafkaCommand(snapshot, "kafka-metadata-quorum", "describe", "--replication"),
    value,
    threshold,
    worst: [],
    total: 0,
  }];
}

function behindText(seconds: number, records: number): string {
  if (Number.isNaN(records)) return "it has never fetched from this leader";
  const lacks = countText(Math.max(0, records), "record");
  return Number.isNaN(seconds) ? lacks : `${lacks}, for ${timeText(seconds)}`;
}
