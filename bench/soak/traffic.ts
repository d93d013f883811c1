import type { LabClient } from "../../tests/lab/lab_client.ts";

/** Topics that exist all the time; none of them loses records when nodes are killed. */
const TOPICS = [
  { topic: "soak-orders", partitions: 12, replicationFactor: 3, messagesPerSecond: 60 },
  { topic: "soak-payments", partitions: 6, replicationFactor: 3, messagesPerSecond: 20 },
  { topic: "soak-clicks", partitions: 24, replicationFactor: 2, messagesPerSecond: 100 },
  { topic: "soak-audit", partitions: 2, replicationFactor: 1, messagesPerSecond: 0 },
] as const;

/** Groups with a member all the time. */
export const STEADY_GROUPS = [
  { group: "soak-billing", protocol: "classic", topics: ["soak-orders"] },
  { group: "soak-fraud", protocol: "consumer", topics: ["soak-payments"] },
] as const;

const SLOW_GROUP = {
  group: "soak-analytics",
  protocol: "classic",
  topics: ["soak-clicks"],
  maxPerSecond: 40,
} as const;

/** A group without members, on a topic that lies on single brokers. */
export const IDLE_GROUP = { group: "soak-nightly", topic: "soak-audit" } as const;

/** Producers and consumers that go on through all faults, and can be halted. */
export class Traffic {
  readonly #client: LabClient;
  readonly #steady: string[] = [];
  #moving: string[] = [];

  private constructor(client: LabClient) {
    this.#client = client;
  }

  /** Creates the topics, and begins. */
  static async start(client: LabClient): Promise<Traffic> {
    const traffic = new Traffic(client);
    for (const { topic, partitions, replicationFactor } of TOPICS) {
      const config = { "min.insync.replicas": `${Math.max(1, replicationFactor - 1)}` };
      await client.createTopic(topic, { partitions, replicationFactor, config });
    }
    await client.produce(IDLE_GROUP.topic, { count: 200 });
    await client.commit(IDLE_GROUP.group, IDLE_GROUP.topic, [20, 30]);
    for (const group of STEADY_GROUPS) traffic.#steady.push(await client.startConsumer(group));
    await traffic.resume();
    return traffic;
  }

  /** Producers, and the consumer that always lags. */
  async resume(): Promise<void> {
    for (const { topic, messagesPerSecond } of TOPICS) {
      if (messagesPerSecond === 0) continue;
      this.#moving.push(await this.#client.startProducer(topic, messagesPerSecond));
    }
    this.#moving.push(await this.#client.startConsumer(SLOW_GROUP));
  }

  async halt(): Promise<void> {
    for (const task of this.#moving.splice(0)) await this.#client.stopTask(task);
  }

  async end(): Promise<void> {
    await this.halt();
    for (const task of this.#steady.splice(0)) await this.#client.stopTask(task);
  }
}
