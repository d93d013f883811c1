import { freezeBroker, heapSqueeze, killBroker, offlinePartitions } from "./broker_drills.ts";
import { slowConsumer, stopConsumer } from "./consumer_drills.ts";
import type { Drill } from "./drill.ts";
import { addPartitions, shrinkTopic, trafficSpike, trafficStop } from "./topic_drills.ts";

/** Every drill. */
export const DRILLS: readonly Drill[] = [
  killBroker,
  freezeBroker,
  offlinePartitions,
  slowConsumer,
  stopConsumer,
  addPartitions,
  shrinkTopic,
  trafficSpike,
  trafficStop,
  heapSqueeze,
];
