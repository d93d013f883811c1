import type { ClusterReading } from "./readings.ts";

/** What a cluster is called: its configured name, else its id; undefined until that is known. */
export function clusterName({ name, snapshot }: ClusterReading): string | undefined {
  return name ?? snapshot?.clusterId;
}

/** The same; until it is known, where its brokers are. */
export function clusterTitle(reading: ClusterReading): string {
  return clusterName(reading) ?? reading.bootstrapServers[0] ?? "Kafka";
}
