import { freshQuorum } from "../../model/fresh_parts.ts";
import type { QuorumReplica, QuorumSnapshot } from "../../model/quorum_snapshot.ts";
import type { Collector, CollectorView, MetricFamily } from "../collector.ts";
import { encodeLabels } from "../label_bytes.ts";

/** The KRaft metadata quorum; no series in ZooKeeper mode. */
export const quorum: Collector = {
  name: "quorum",
  families: [
    quorumGauge(
      "kafka_quorum_leader",
      "Node id of the active controller, the leader of the KRaft quorum.",
      ({ leaderId }) => leaderId,
    ),
    quorumGauge(
      "kafka_quorum_epoch",
      "Leader epoch of the KRaft quorum; it rises with every election.",
      ({ leaderEpoch }) => leaderEpoch,
    ),
    quorumGauge(
      "kafka_quorum_high_watermark",
      "Offset up to which a majority of the voters has the metadata log.",
      ({ highWatermark }) => highWatermark,
    ),
    quorumGauge(
      "kafka_quorum_voters",
      "Number of voters of the KRaft quorum.",
      ({ replicas }) => replicas.filter(({ role }) => role === "voter").length,
    ),
    replicaGauge(
      "kafka_quorum_replica_lag_records",
      "Records of the metadata log that the node has yet to fetch from the leader.",
      (replica, leader) => Math.max(0, leader.logEndOffset - replica.logEndOffset),
    ),
    replicaGauge(
      "kafka_quorum_replica_lag_seconds",
      "Time since the node last had every record of the metadata log, by the leader's clock.",
      (replica, leader) => Math.max(0, leader.lastCaughtUpAtMs - replica.lastCaughtUpAtMs) / 1000,
    ),
  ],
};

function quorumGauge(
  name: string,
  help: string,
  valueOf: (quorum: QuorumSnapshot) => number,
): MetricFamily {
  return {
    name,
    type: "gauge",
    help,
    labels: [],
    samples(view, out) {
      const quorum = known(view);
      if (quorum !== undefined) out.sample(valueOf(quorum));
    },
  };
}

/** A gauge a node of the quorum, from what its leader tells of the node and of itself. */
function replicaGauge(
  name: string,
  help: string,
  valueOf: (replica: QuorumReplica, leader: QuorumReplica) => number,
): MetricFamily {
  return {
    name,
    type: "gauge",
    help,
    labels: ["id", "role"],
    samples(view, out) {
      const { replicas, leaderId } = known(view) ?? { replicas: [], leaderId: NaN };
      const leader = replicas.find(({ id, role }) => id === leaderId && role === "voter");
      if (leader === undefined) return;
      for (const replica of replicas) {
        const labels = encodeLabels([["id", String(replica.id)], ["role", replica.role]]);
        out.sample(valueOf(replica, leader), labels);
      }
    },
  };
}

function known({ snapshot, nowMs }: CollectorView): QuorumSnapshot | undefined {
  return snapshot && freshQuorum(snapshot, nowMs);
}
