import type { LagStatus } from "../../../src/model/lag_report.ts";
import type { ClusterReading } from "../../../src/model/readings.ts";
import { madeGroupLag, madeLagReport } from "../metrics/make_lag.ts";
import { madeGroup, madeReading, madeSnapshot } from "../metrics/make_reading.ts";

/** How a made-up group fares. */
export interface MadeFate {
  readonly lag?: number;
  readonly lagSeconds?: number;
  readonly status?: LagStatus;
  readonly severity?: 0 | 1 | 2 | 3;
}

/** A cluster whose groups, each on one partition of topic `t`, fare as told. */
export function clusterOfGroups(
  fates: Readonly<Record<string, MadeFate>>,
  name?: string,
): ClusterReading {
  const plain = madeSnapshot({ t: [{ latest: 1e9 }], u: [{}] });
  const names = Object.keys(fates).sort();
  const groups = names.map((id) => madeGroup(plain, id, [["t", 0, 1]]));
  const snapshot = { ...plain, groups };
  const lag = madeLagReport(names.map((id) => {
    const { severity = 0, ...fate } = fates[id]!;
    return madeGroupLag(snapshot, id, [{ topic: "t", partition: 0, ...fate }], { severity });
  }));
  return { ...madeReading(snapshot, name), lag };
}
