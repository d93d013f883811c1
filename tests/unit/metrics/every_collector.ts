import { exporterCollectors } from "../../../src/metrics/collectors.ts";

/** All collectors of :9308, those that are off by default included. */
export const everyCollector = exporterCollectors({ partitionSizes: true, memberInfo: true });
