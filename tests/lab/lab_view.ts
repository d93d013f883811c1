/** Sends one command, its words, to the Java client and gives the words of its answer. */
export type Ask = (words: readonly string[]) => Promise<string[]>;

/** A partition as Kafka's own client sees it. */
export interface TopicPartition {
  readonly leader: number | undefined;
  readonly inSync: readonly number[];
}

/** Sees the lab's cluster as its users do, through Kafka's own Java clients. */
export class LabView {
  /** Sends one command; for passing commands on. */
  readonly ask: Ask;

  constructor(ask: Ask) {
    this.ask = ask;
  }

  async topicConfig(topic: string, key: string): Promise<string> {
    return (await this.ask(["topicConfig", topic, key]))[0]!;
  }

  /** Bytes of all replicas of the topic. */
  async topicBytes(topic: string): Promise<number> {
    return Number((await this.ask(["topicBytes", topic]))[0]);
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
    return (await this.ask(["describeTopic", topic])).map((word) => {
      const [leader, ...inSync] = word.split(",");
      return { leader: leader === "" ? undefined : Number(leader), inSync: inSync.map(Number) };
    });
  }
}
