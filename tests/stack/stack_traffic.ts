import type { LabClient } from "../lab/lab_client.ts";

/** What the stack's healthy cluster is used for: producers, and consumers that keep up. */
export const STACK_TRAFFIC = [
  { topic: "orders", partitions: 6, messagesPerSecond: 20, group: "billing", protocol: "classic" },
  {
    topic: "payments",
    partitions: 3,
    messagesPerSecond: 20,
    group: "fraud-detection",
    protocol: "consumer",
  },
] as const;

/** Creates the topics, and produces and consumes until the lab ends. */
export async function startStackTraffic(client: LabClient): Promise<void> {
  for (const { topic, partitions, messagesPerSecond, group, protocol } of STACK_TRAFFIC) {
    await client.createTopic(topic, { partitions, replicationFactor: 3 });
    await client.startProducer(topic, messagesPerSecond);
    await client.startConsumer({ group, protocol, topics: [topic] });
  }
}
