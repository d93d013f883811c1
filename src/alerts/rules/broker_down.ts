import type { BrokerSnapshot, ClusterSnapshot } from "../../model/cluster_snapshot.ts";
import { isOffline } from "../../model/partition_health.ts";
import type { Finding, Rule } from "../rule.ts";
import { freshSnapshot } from "./fresh_snapshot.ts";
import { kafkaCommand } from "./kafka_command.ts";
import { nothingKnown } from "./nothing_known.ts";
import type { RulesSettings } from "./settings.ts";
import { countText } from "./wording.ts";

const A_STEP = 512;

/**
 * Brokers that are known and not registered and unfenced in the cluster's own view. One alert a
 * broker; info for one that has no replicas, which may have been taken away for good.
 */
export function brokerDown({ severity, forMs }: RulesSettings["broker_down"]): Rule {
  return {
    type: "broker_down",
    *evaluate(readings) {
      const snapshot = freshSnapshot(readings);
      if (snapshot === undefined) return nothingKnown();
      const down = snapshot.brokers.filter(({ up }) => !up);
      const replicas = down.length === 0 ? new Map() : yield* countReplicas(snapshot, down);
      const findings = down.map((broker): Finding => {
        const { all, offline } = replicas.get(broker.id)!;
        return {
          subject: { broker: broker.id },
          level: "firing",
          severity: all === 0 ? "info" : severity,
          forMs,
          value: all,
          threshold: NaN,
          worst: [],
          total: all,
          ...texts(readings.cluster, snapshot, broker, all, offline),
        };
      });
      return { findings, others: () => "clear" };
    },
  };
}

interface Replicas {
  all: number;
  /** Those of partitions that nobody leads. */
  offline: number;
}

function* countReplicas(
  snapshot: ClusterSnapshot,
  brokers: readonly BrokerSnapshot[],
): Generator<void, ReadonlyMap<number, Replicas>, void> {
  const { directory, partitions } = snapshot;
  const counts = new Map<number, Replicas>(brokers.map(({ id }) => [id, { all: 0, offline: 0 }]));
  for (let slot = 0; slot < directory.capacity; slot++) {
    if (slot % A_STEP === 0) yield;
    if (directory.slotTopic[slot] === undefined) continue;
    for (const id of partitions.replicas[slot]!) {
      const count = counts.get(id);
      if (count === undefined) continue;
      count.all++;
      if (isOffline(snapshot, slot)) count.offline++;
    }
  }
  return counts;
}

function texts(
  cluster: string,
  snapshot: ClusterSnapshot,
  { id, address }: BrokerSnapshot,
  all: number,
  offline: number,
): Pick<Finding, "summary" | "description"> {
  const where = address === undefined ? "" : ` (${address.host}:${address.port})`;
  const lacking = `${countText(all, "partition")} ${all === 1 ? "lacks" : "lack"} its replica`;
  const meaning = all === 0
    ? "It has no replicas. If it was taken away for good, nothing is wrong: it is forgotten after " +
      "24 hours. "
    : `${lacking}${
      offline === 0 ? "" : `, and ${offline} of them ${offline === 1 ? "is" : "are"} offline`
    }. Look at the process, its log and its machine. `;
  return {
    summary: `Broker ${id}${where} of ${cluster} is down: the cluster does not count it as alive.`,
    description: meaning + "Who is registered: " +
      kafkaCommand(snapshot, "kafka-broker-api-versions"),
  };
}
