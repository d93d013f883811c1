import type { BrokerSnapshot, PartitionColumns } from "../model/cluster_snapshot.ts";
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

/** Replicas seldom change, and a column that does not change stays the same object. */
const idsOfColumn = new WeakMap<PartitionColumns["replicas"], ReadonlySet<number>>();

function replicaIds(table: PartitionTable): ReadonlySet<number> {
  const { replicas } = table.columns();
  let ids = idsOfColumn.get(replicas);
  if (ids === undefined) idsOfColumn.set(replicas, ids = idsIn(replicas));
  return ids;
}

function idsIn(lists: PartitionColumns["replicas"]): ReadonlySet<number> {
  const ids = new Set<number>();
  let latest: readonly number[] | undefined;
  for (const list of lists) {
    if (list !== latest) { for (const id of list) ids.add(id); }
    latest = list;
  }
  return ids;
}
