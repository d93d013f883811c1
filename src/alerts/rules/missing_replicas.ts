import type { ClusterSnapshot } from "../../model/cluster_snapshot.ts";
import { isFresh } from "../../model/freshness.ts";

const NONE: readonly number[] = [];

/** The replicas that a partition lacks in its ISR; undefined if that cannot be told. */
export type MissingOf = (slot: number) => readonly number[] | undefined;

/**
 * Tells what partitions lack, but for what reassignments add. It cannot be told of partitions that
 * were not in the newest Metadata, nor, while running reassignments are not known, where all that is
 * missing is on living brokers: it may be what is being added.
 */
export function missingReplicas(snapshot: ClusterSnapshot, nowMs: number): MissingOf {
  const { partitions, reassignments, limits } = snapshot;
  const adding = isFresh(reassignments?.readAtMs, limits.offsetsMs, nowMs)
    ? reassignments?.adding
    : undefined;
  const up = new Set(snapshot.brokers.filter((broker) => broker.up).map(({ id }) => id));
  return (slot) => {
    const replicas = partitions.replicas[slot]!;
    const inSync = partitions.inSyncReplicas[slot]!;
    if (replicas.length === 0) return undefined;
    if (inSync.length >= replicas.length) return NONE;
    const added = adding?.get(slot);
    const meant = added === undefined ? replicas : replicas.filter((id) => !added.includes(id));
    if (inSync.length >= meant.length) return NONE;
    const missing = meant.filter((id) => !inSync.includes(id));
    const isTold = adding !== undefined || missing.some((id) => !up.has(id));
    return isTold ? missing : undefined;
  };
}
