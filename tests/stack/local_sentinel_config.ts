import { parse, stringify } from "yaml";
import { PROJECT_ROOT } from "../../scripts/project_root.ts";
import { durationSeconds } from "./shorten_rules.ts";

/** The Kafka topic that alerts are published to. */
export const ALERT_TOPIC = "kafka-sentinel-alerts";

/**
 * Settings of the program for one cluster, read every two seconds: what is older than three times
 * that is unknown, and a frozen broker keeps the reader waiting. How groups are judged is as by
 * default, with all waits shorter by the factor.
 */
export async function localSentinelConfig(
  cluster: { readonly name: string; readonly bootstrapServers: readonly string[] },
  factor: number,
): Promise<string> {
  const { lag }: { lag: Record<string, unknown> } = parse(
    await Deno.readTextFile(`${PROJECT_ROOT}config/kafka-sentinel.yaml`),
  );
  const shorter = Object.entries(lag).map(([key, value]) => {
    const isTime = typeof value === "string" && /^\d+[smhd]$/.test(value);
    return [key, isTime ? `${Math.max(1, Math.round(durationSeconds(value) / factor))}s` : value];
  });
  return stringify({
    clusters: [{
      name: cluster.name,
      bootstrap_servers: cluster.bootstrapServers,
      interval: "2s",
    }],
    lag: Object.fromEntries(shorter),
    alerts: { kafka: { topic: ALERT_TOPIC, create_topics: true } },
  });
}
