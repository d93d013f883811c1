import type { ClusterSnapshot } from "../../model/cluster_snapshot.ts";
import { isSnapshotFresh } from "../../model/freshness.ts";
import type { AlertReadings } from "../rule.ts";

/** The snapshot if its Metadata is young enough to say anything. */
export function freshSnapshot({ snapshot, nowMs }: AlertReadings): ClusterSnapshot | undefined {
  return isSnapshotFresh(snapshot, nowMs) ? snapshot : undefined;
}
