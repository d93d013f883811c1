import { lagCollectors } from "../../../src/metrics/lag_collectors.ts";
import type { Granularity } from "../../../src/metrics/settings.ts";

/** All collectors of :9309 at a granularity. */
export const lagCollectorsAt = (lagGranularity: Granularity, memberLabels = false) =>
  lagCollectors({ lagGranularity, memberLabels });

/** All collectors of :9309. */
export const everyLagCollector = lagCollectorsAt("partition");
