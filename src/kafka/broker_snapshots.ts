import type { BrokerSnapshot } from "../model/cluster_snapshot.ts";
import type { BrokerAddress, ClusterClient } from "./cluster_client.ts";
import type { PartitionTable } from "./partition_table.ts";

/**
 * Every broker that is known, sorted by id: live ones, fenced ones, those that replicas name, and,
 * where the cluster does not tell who is registered, those that were live lately.
 */
export function brokerSnapshots(
  client: ClusterClient,
  live: readonly BrokerAddress[],
  fenced: readonly BrokerAddress[] | undefined,
  table: PartitionTable,
): BrokerSnapshot[] {
  const liveIds = new Set(live.map(({ id }) => id));
  const ids = new Set([...liveIds, ...(fenced ?? []).map(({ id }) => id), ...replicaIds(table)]);
  if (fenced === undefined) { for (const { id } of client.knownBrokers()) ids.add(id); }
  else client.retain(ids);
  const addresses = new Map(
    [...fenced ?? [], ...client.knownBrokers()].map((broker) => [broker.id, broker]),
  );
  return [...ids].sort((a, b) => a - b).map((id) => {
    const address = addresses.get(id);
    return {
      id,
      address: address && { host: address.host, port: address.port },
      rack: address?.rack,
      up: liveIds.has(id),
      reachable: client.isReachable(id),
    };
  });
}

/** Partitions with equal replicas share one list, so few lists are looked at. */
function replicaIds(table: PartitionTable): Set<number> {
  const lists = new Set<readonly number[]>();
  for (const topic of table.directory.topics.values()) {
    for (const slot of topic.slots) lists.add(table.replicas(slot));
  }
  return new Set([...lists].flat());
}
