import { exporterCollectors } from "../../../src/metrics/collectors.ts";
import type { Granularity } from "../../../src/metrics/settings.ts";

/** All collectors of :9308 at a granularity, those that are off by default included. */
export const collectorsAt = (granularity: Granularity) =>
  exporterCollectors({ granularity, partitionSizes: true, memberInfo: true });

/** All collectors of :9308, those that are off by default included. */
export const everyCollector = collectorsAt("partition");
