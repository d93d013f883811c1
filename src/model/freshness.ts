import type { ClusterSnapshot } from "./cluster_snapshot.ts";
import type { LagReport } from "./lag_report.ts";
import type { RateReport } from "./rate_report.ts";
import type { ClusterReading } from "./readings.ts";

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

/** What is known of one cluster at a moment: each part is undefined if it is not young enough. */
export interface FreshReading {
  readonly snapshot: ClusterSnapshot | undefined;
  readonly lag: LagReport | undefined;
  readonly rates: RateReport | undefined;
}

/** The parts of a reading that are young enough at `nowMs`; nothing counts without a snapshot. */
export function freshReading(reading: ClusterReading, nowMs: number): FreshReading {
  const { snapshot, lag, rates } = reading;
  if (!isSnapshotFresh(snapshot, nowMs)) {
    return { snapshot: undefined, lag: undefined, rates: undefined };
  }
  const { offsetsMs } = snapshot.limits;
  return {
    snapshot,
    lag: isFresh(lag?.atMs, offsetsMs, nowMs) ? lag : undefined,
    rates: isFresh(rates?.atMs, offsetsMs, nowMs) ? rates : undefined,
  };
}
