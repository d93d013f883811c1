import type { LabClient } from "../../tests/lab/lab_client.ts";

/** The demo's topics. */
export const DEMO_TOPICS = [
  { topic: "orders", partitions: 12, replicationFactor: 3, messagesPerSecond: 60 },
  { topic: "payments", partitions: 6, replicationFactor: 3, messagesPerSecond: 20 },
  { topic: "clicks", partitions: 24, replicationFactor: 2, messagesPerSecond: 150 },
  { topic: "audit", partitions: 1, replicationFactor: 1, messagesPerSecond: 5 },
] as const;

/** The demo's groups with members; `maxPerSecond` makes one too slow for its topic. */
export const DEMO_GROUPS = [
  { group: "billing", protocol: "classic", topics: ["orders"] },
  { group: "fraud-detection", protocol: "consumer", topics: ["payments"] },
  { group: "analytics", protocol: "classic", topics: ["clicks"], maxPerSecond: 40 },
  { group: "parcel-workers", protocol: "share", topics: ["orders"] },
] as const;

/** The group that is too slow: its lag grows as long as the demo runs. */
export const SLOW_GROUP = { group: "analytics", topic: "clicks" } as const;

/** A group without members that committed once, so that its lag grows too. */
export const IDLE_GROUP = { group: "nightly-report", topic: "audit" } as const;

/** Creates the topics, and produces and consumes until the lab ends. */
export async function startDemoTraffic(client: LabClient): Promise<void> {
  for (const { topic, partitions, replicationFactor } of DEMO_TOPICS) {
    await client.createTopic(topic, { partitions, replicationFactor });
  }
  await client.produce(IDLE_GROUP.topic, { count: 100 });
  await client.commit(IDLE_GROUP.group, IDLE_GROUP.topic, [40]);
  for (const { topic, messagesPerSecond } of DEMO_TOPICS) {
    await client.startProducer(topic, messagesPerSecond);
  }
  for (const consumer of DEMO_GROUPS) await client.startConsumer(consumer);
}
