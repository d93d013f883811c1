import type { ClusterSnapshot } from "../../model/cluster_snapshot.ts";
import { freshQuorum } from "../../model/fresh_parts.ts";
import type { QuorumSnapshot } from "../../model/quorum_snapshot.ts";
import type { AlertReadings, Finding, Rule, RuleMemory, RuleResult } from "../rule.ts";
import { freshSnapshot } from "./fresh_snapshot.ts";
import { kafkaCommand } from "./kafka_command.ts";
import { fieldsOf, numberOf } from "./memory_fields.ts";
import { nodesBehind } from "./nodes_behind.ts";
import { nothingKnown } from "./nothing_known.ts";
import type { RulesSettings } from "./settings.ts";
import { countText } from "./wording.ts";

type Settings = RulesSettings["quorum_unhealthy"];

/**
 * The KRaft quorum as a whole: no leader, or no progress (one alert a cluster, critical). And nodes
 * that are behind on its log (one alert a node, warning). Remembers the high watermark.
 */
export function quorumUnhealthy(settings: Settings): Rule {
  return {
    type: "quorum_unhealthy",
    *evaluate(readings, memory) {
      yield;
      const snapshot = freshSnapshot(readings);
      if (snapshot === undefined || snapshot.mode === "unknown") return nothingKnown(memory);
      if (snapshot.mode === "zookeeper") return { findings: [], others: () => "clear" };
      const quorum = freshQuorum(snapshot, readings.nowMs);
      if (quorum === undefined) return untold(settings, readings, snapshot, memory);
      return told(settings, readings, snapshot, quorum, numberOf(fieldsOf(memory)["offset"]));
    },
  };
}

/**
 * Brokers pass the question on to the quorum's leader. Where it was answered before, and Metadata is
 * answered still, nobody leads.
 */
function untold(
  settings: Settings,
  { cluster }: AlertReadings,
  snapshot: ClusterSnapshot,
  memory: RuleMemory | undefined,
): RuleResult {
  if (fieldsOf(memory)["told"] !== true) return nothingKnown(memory);
  const problem =
    `The KRaft quorum of ${cluster} does not answer: it has no leader, or no broker ` +
    "reaches it.";
  const finding = ofQuorum(settings, snapshot, problem, NaN);
  return {
    findings: [finding],
    others: ({ broker }) => broker === undefined ? "clear" : "unknown",
    memory,
  };
}

function told(
  settings: Settings,
  { cluster }: AlertReadings,
  snapshot: ClusterSnapshot,
  quorum: QuorumSnapshot,
  offsetBefore: number,
): RuleResult {
  const { leaderId, highWatermark, replicas } = quorum;
  const leader = replicas.find(({ id, role }) => id === leaderId && role === "voter");
  const findings: Finding[] = [];
  if (Number.isNaN(leaderId)) {
    const problem = `The KRaft quorum of ${cluster} has no leader.`;
    findings.push(ofQuorum(settings, snapshot, problem, NaN));
  } else if (highWatermark === offsetBefore && leader !== undefined) {
    const behind = leader.logEndOffset - highWatermark;
    const problem = `The KRaft quorum of ${cluster} makes no progress: ` +
      `${countText(behind, "record")} wait for a majority.`;
    if (behind > 0) findings.push(ofQuorum(settings, snapshot, problem, behind));
  }
  const isLed = leader !== undefined;
  if (isLed) findings.push(...nodesBehind(settings, cluster, snapshot, leader));
  return {
    findings,
    others: ({ broker }) => broker === undefined || isLed ? "clear" : "unknown",
    memory: { told: true, ...Number.isNaN(highWatermark) ? {} : { offset: highWatermark } },
  };
}

function ofQuorum(
  { forMs }: Settings,
  snapshot: ClusterSnapshot,
  summary: string,
  value: number,
): Finding {
  return {
    subject: {},
    level: "firing",
    severity: "critical",
    forMs,
    summary,
    description: "Meanwhile nothing can be created, changed or moved, no partition gets a new " +
      "leader, and no broker that dies is noticed. Look at the controllers: are most of them " +
      "running, and do they reach each other? " +
      kafkaCommand(snapshot, "kafka-metadata-quorum", "describe", "--replication"),
    value,
    threshold: NaN,
    worst: [],
    total: 0,
  };
}
