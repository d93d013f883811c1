import type { Collector } from "./collector.ts";
import { up } from "./collectors/up.ts";
import { atGranularity } from "./granularity.ts";
import { alerts } from "./lag_collectors/alerts.ts";
import { lagCounters } from "./lag_collectors/lag_counters.ts";
import { lagRates } from "./lag_collectors/lag_rates.ts";
import { lagReading } from "./lag_collectors/lag_reading.ts";
import { lagStatus } from "./lag_collectors/lag_status.ts";
import { lagTotals } from "./lag_collectors/lag_totals.ts";
import { messageRates } from "./lag_collectors/message_rates.ts";
import { partitionEnds } from "./lag_collectors/partition_ends.ts";
import { partitionLag } from "./lag_collectors/partition_lag.ts";
import type { Granularity } from "./settings.ts";
import { withClusterName } from "./with_cluster_name.ts";

/** How fine the lag monitor's series are, and whether they name members. */
export interface LagCollectorChoice {
  readonly lagGranularity: Granularity;
  readonly memberLabels: boolean;
}

/** What the lag monitor's port serves of a cluster, in the order of the exposition. */
export function lagCollectors(choice: LagCollectorChoice): readonly Collector[] {
  const named = [
    partitionEnds,
    partitionLag(choice.memberLabels),
    lagTotals,
    lagStatus,
    lagRates,
    lagCounters,
    lagReading,
    messageRates,
    alerts,
  ].map(withClusterName);
  return atGranularity([up, ...named], choice.lagGranularity);
}
