import { waitFor } from "../program/wait_for.ts";
import { LabOperations } from "./lab_operations.ts";
import type { TopicPartition } from "./lab_view.ts";

/** Does to the lab's cluster what its users would, through Kafka's own Java clients. */
export class LabClient extends LabOperations {
  /** Creates topics and waits until every partition has a leader and all its replicas. */
  async createTopics(
    names: readonly string[],
    spec: {
      readonly partitions: number;
      readonly replicationFactor: number;
      readonly config?: Readonly<Record<string, string>>;
    },
  ): Promise<void> {
    const { partitions, replicationFactor, config = {} } = spec;
    const settings = Object.entries(config).map(([key, value]) => `${key}=${value}`).join(",");
    const words = [names.join(","), `${partitions}`, `${replicationFactor}`, settings];
    // With ZooKeeper a topic that was deleted is there for a while.
    const deleted = /marked for deletion/;
    await retryWhile(deleted, `${names} can be made`, () => this.ask(["createTopics", ...words]));
    const isWhole = (partition: TopicPartition) =>
      partition.leader !== undefined && partition.inSync.length === replicationFactor;
    for (const name of names) {
      await waitFor(`${name} is whole`, async () => {
        const found = await this.describeTopic(name).catch(() => []);
        return found.length === partitions && found.every(isWhole);
      }, 60_000);
    }
  }

  createTopic(name: string, spec: Parameters<LabClient["createTopics"]>[1]): Promise<void> {
    return this.createTopics([name], spec);
  }

  async createPartitions(topic: string, count: number): Promise<void> {
    await this.ask(["createPartitions", topic, `${count}`]);
  }

  async deleteTopic(topic: string): Promise<void> {
    // The client may ask a frozen broker first, and what came too late may have been done.
    const late = /TimeoutException/;
    let again = false;
    await retryWhile(late, `${topic} is deleted`, () => {
      const asked = this.ask(["deleteTopic", topic]);
      if (!again) return asked.finally(() => again = true);
      return asked.catch((error) => {
        if (!/UnknownTopicOrPartition/.test(String(error))) throw error;
      });
    });
  }

  /** Commits offsets of partitions 0, 1, … for a group without members; undefined leaves one out. */
  async commit(
    group: string,
    topic: string,
    offsets: readonly (number | undefined)[],
  ): Promise<void> {
    await this.commitMany(group, [[topic, offsets]]);
  }

  async commitMany(
    group: string,
    commits: readonly (readonly [topic: string, offsets: readonly (number | undefined)[]])[],
  ): Promise<void> {
    const words = commits.flatMap(([topic, offsets]) => [topic, offsets.join(",")]);
    // The coordinator may hear of a new topic later than its leaders.
    const unknown = /UnknownTopicOrPartition/;
    await retryWhile(unknown, `${group} can commit`, () => this.ask(["commit", group, ...words]));
  }

  async deleteGroup(group: string): Promise<void> {
    await this.ask(["deleteGroup", group]);
  }

  /** Produces messages of `size` bytes and waits until they are acknowledged. */
  async produce(
    topic: string,
    { count, size = 100, partition, timestampMs }: {
      count: number;
      size?: number;
      partition?: number;
      /** Now without it. */
      timestampMs?: number;
    },
  ): Promise<void> {
    const where = [`${partition ?? ""}`, `${timestampMs ?? ""}`];
    await this.ask(["produce", topic, `${count}`, `${size}`, ...where]);
  }

  /** Produces until the task is stopped; gives the task's name. */
  async startProducer(topic: string, messagesPerSecond: number): Promise<string> {
    return (await this.ask(["startProducer", topic, `${messagesPerSecond}`]))[0]!;
  }

  /** A member of a group that consumes until the task is stopped; gives the task's name. */
  async startConsumer(consumer: {
    readonly group: string;
    readonly protocol: "classic" | "consumer" | "share" | "streams";
    readonly topics: readonly string[];
    readonly maxPerSecond?: number;
  }): Promise<string> {
    const { group, protocol, topics, maxPerSecond = 0 } = consumer;
    const words = ["startConsumer", group, protocol, topics.join(","), `${maxPerSecond}`];
    return (await this.ask(words))[0]!;
  }

  /** Produces to partition 0 in a transaction that is committed when the task is stopped. */
  async holdTransaction(topic: string, count: number): Promise<string> {
    return (await this.ask(["holdTransaction", topic, `${count}`]))[0]!;
  }

  /** Produces to partition 0 in a transaction and takes it back. */
  async abortTransaction(topic: string, count: number): Promise<void> {
    await this.ask(["abortTransaction", topic, `${count}`]);
  }

  async stopTask(task: string): Promise<void> {
    await this.ask(["stopTask", task]);
  }

  /** Stops every producer of a topic; an error if there is none. */
  async stopProducers(topic: string): Promise<void> {
    if ((await this.ask(["stopProducers", topic]))[0] === "0") {
      throw new Error(`Nobody produces to ${topic}`);
    }
  }
}

/** Does something again as long as it fails in this way, for a minute at most. */
async function retryWhile(
  failure: RegExp,
  fact: string,
  attempt: () => Promise<unknown>,
): Promise<void> {
  await waitFor(
    fact,
    () =>
      attempt().then(() => true, (error) => {
        if (failure.test(String(error))) return false;
        throw error;
      }),
    60_000,
  );
}
