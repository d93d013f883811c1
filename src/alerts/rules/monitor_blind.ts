import type { ClusterSnapshot } from "../../model/cluster_snapshot.ts";
import { formatAddress } from "../../runtime/address.ts";
import type { AlertReadings, Finding, Rule } from "../rule.ts";
import { freshSnapshot } from "./fresh_snapshot.ts";
import type { RulesSettings } from "./settings.ts";
import { nameText, timeText } from "./wording.ts";

type Settings = RulesSettings["monitor_blind"];

/**
 * What this program cannot see: a cluster of which nothing can be read (one alert), and brokers that
 * are up in the cluster's view and do not answer (one alert a broker).
 */
export function monitorBlind(settings: Settings): Rule {
  return {
    type: "monitor_blind",
    *evaluate(readings) {
      yield;
      const snapshot = freshSnapshot(readings);
      if (snapshot === undefined) {
        const others = (subject: { readonly broker?: number }) =>
          subject.broker === undefined ? "clear" : "unknown";
        return { findings: [blind(settings, readings)], others };
      }
      return { findings: brokersOutOfReach(settings, readings, snapshot), others: () => "clear" };
    },
  };
}

function blind(
  { forMs }: Settings,
  { cluster, snapshot, nowMs, lastError }: AlertReadings,
): Finding {
  const ageSeconds = (nowMs - (snapshot?.metadataReadAtMs ?? NaN)) / 1000;
  const since = snapshot === undefined ? "yet" : `for ${timeText(ageSeconds)}`;
  const why = lastError === undefined ? "" : ` The newest error: ${nameText(lastError)}`;
  return {
    ...NOTHING_ELSE,
    subject: {},
    severity: "critical",
    forMs,
    summary: `Nothing could be read from Kafka ${
      cluster === "" ? "" : `cluster ${cluster} `
    }${since}.`,
    description:
      "Until it can, nothing is known of the cluster: no other alert about it begins or " +
      `ends. See what is wrong with: kafka-sentinel doctor.${why}`,
    value: ageSeconds,
    threshold: snapshot === undefined ? NaN : snapshot.limits.offsetsMs / 1000,
  };
}

function brokersOutOfReach(
  { brokerForMs }: Settings,
  { cluster }: AlertReadings,
  { brokers }: ClusterSnapshot,
): Finding[] {
  return brokers.filter(({ up, reachable }) => up && !reachable).map(({ id, address }) => {
    const where = address === undefined ? "" : ` (${formatAddress(address)})`;
    return {
      ...NOTHING_ELSE,
      subject: { broker: id },
      severity: "warning",
      forMs: brokerForMs,
      summary: `Broker ${id}${where} of ${cluster} does not answer kafka-sentinel.`,
      description:
        "The cluster counts it as alive, so the way from here to its advertised address " +
        "is the likely cause: a firewall, a name that this machine cannot resolve, or another " +
        "listener. What that broker leads and coordinates is unknown meanwhile. See what is wrong " +
        "with: kafka-sentinel doctor.",
      value: NaN,
      threshold: NaN,
    };
  });
}

const NOTHING_ELSE = { level: "firing", worst: [], total: 0 } as const;
