/** Sends one command, its words, to the Java client and gives the words of its answer. */
export type Ask = (words: readonly string[]) => Promise<string[]>;

/** A partition as Kafka's own client sees it. */
export interface TopicPartition {
  readonly leader: number | undefined;
  readonly inSync: readonly number[];
}

/** A record of a topic; key, value and headers as text. */
export interface TopicRecord {
  readonly partition: number;
  readonly offset: number;
  readonly key: string;
  readonly value: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A committed offset: the next one to read. */
export interface Commit {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

/** With ZooKeeper, brokers learn of a topic one after the other. */
const UNKNOWN = /UnknownTopicOrPartition/;
const LEARNED_WITHIN_MS = 2_000;

/** Sees the lab's cluster as its users do, through Kafka's own Java clients. */
export class LabView {
  /** Sends one command; for passing commands on. */
  readonly ask: Ask;

  constructor(ask: Ask) {
    this.ask = ask;
  }

  async topicConfig(topic: string, key: string): Promise<string> {
    return (await this.#askOfTopic(["topicConfig", topic, key]))[0]!;
  }

  /** Bytes of all replicas of the topic. */
  async topicBytes(topic: string): Promise<number> {
    return Number((await this.#askOfTopic(["topicBytes", topic]))[0]);
  }

  /** The KRaft quorum as Kafka's own client sees it. */
  async quorum(): Promise<{ leader: number; epoch: number; voters: number }> {
    const [leader, epoch, voters] = (await this.ask(["quorum"])).map(Number);
    return { leader: leader!, epoch: epoch!, voters: voters! };
  }

  /** First offsets that are still there, by partition. */
  async beginningOffsets(topic: string): Promise<number[]> {
    return (await this.ask(["beginningOffsets", topic])).map(Number);
  }

  /** High watermarks, by partition. */
  async endOffsets(topic: string): Promise<number[]> {
    return (await this.ask(["endOffsets", topic])).map(Number);
  }

  /** All records of a topic with their text, by partition and offset. */
  async readTopic(topic: string): Promise<TopicRecord[]> {
    const words = await this.ask(["readTopic", topic]);
    const records = Array.from({ length: words.length / 5 }, (_, index) => {
      const [partition, offset, key, value, headers] = words.slice(5 * index, 5 * index + 5);
      const pairs = headers!.split("\n").filter(Boolean).map((line) => {
        const at = line.indexOf("=");
        return [line.slice(0, at), line.slice(at + 1)] as const;
      });
      return {
        partition: Number(partition),
        offset: Number(offset),
        key: key!,
        value: value!,
        headers: Object.fromEntries(pairs),
      };
    });
    return records.sort((a, b) => a.partition - b.partition || a.offset - b.offset);
  }

  /** What a group has committed. */
  async committed(group: string): Promise<Commit[]> {
    const words = await this.ask(["committed", group]);
    return Array.from({ length: words.length / 3 }, (_, index) => ({
      topic: words[index * 3]!,
      partition: Number(words[index * 3 + 1]),
      offset: Number(words[index * 3 + 2]),
    }));
  }

  /** Members of a group of the classic protocol. */
  async classicMembers(group: string): Promise<number> {
    return Number((await this.ask(["classicMembers", group]))[0]);
  }

  /** Replicas by partition, the preferred one first. */
  async replicas(topic: string): Promise<number[][]> {
    return (await this.#askOfTopic(["replicas", topic])).map((word) => word.split(",").map(Number));
  }

  /** Group, type and state as Kafka lists them. */
  async groups(): Promise<{ group: string; type: string; state: string }[]> {
    const words = await this.ask(["groups"]);
    return Array.from({ length: words.length / 3 }, (_, index) => ({
      group: words[index * 3]!,
      type: words[index * 3 + 1]!,
      state: words[index * 3 + 2]!,
    }));
  }

  async describeTopic(topic: string): Promise<TopicPartition[]> {
    return (await this.#askOfTopic(["describeTopic", topic])).map((word) => {
      const [leader, ...inSync] = word.split(",");
      return { leader: leader === "" ? undefined : Number(leader), inSync: inSync.map(Number) };
    });
  }

  /** Of a topic that the broker does not know that is asked, it is asked again for a while. */
  async #askOfTopic(words: readonly string[]): Promise<string[]> {
    for (const untilMs = performance.now() + LEARNED_WITHIN_MS;;) {
      try {
        return await this.ask(words);
      } catch (error) {
        if (!UNKNOWN.test(String(error)) || performance.now() > untilMs) throw error;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  }
}
