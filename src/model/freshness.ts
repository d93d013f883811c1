import type { ClusterSnapshot } from "./cluster_snapshot.ts";

/** Whether a part read at `readAtMs` (NaN or undefined: never) still counts as known at `nowMs`. */
export function isFresh(readAtMs: number | undefined, limitMs: number, nowMs: number): boolean {
  return readAtMs !== undefined && nowMs - readAtMs <= limitMs;
}

/** Whether the snapshot's Metadata is young enough for anything in it to be served. */
export function isSnapshotFresh(
  snapshot: ClusterSnapshot | undefined,
  nowMs: number,
): snapshot is ClusterSnapshot {
  return snapshot !== undefined &&
    isFresh(snapshot.metadataReadAtMs, snapshot.limits.offsetsMs, nowMs);
}
