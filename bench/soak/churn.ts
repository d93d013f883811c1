import type { LabClient } from "../../tests/lab/lab_client.ts";
import type { Random } from "../anomaly/random.ts";
import { IDLE_GROUP, STEADY_GROUPS } from "./traffic.ts";

const MOST_TOPICS = 12;
const MOST_GROUPS = 12;
const MOST_MEMBERS = 4;
/** Else a topic that is never deleted grows on and on, and memory with it. */
const MOST_PARTITIONS = 9;

/** Creates, grows, deletes and moves topics and groups, one after the other; some are refused. */
export class Churn {
  readonly #client: LabClient;
  readonly #random: Random;
  readonly #topics = new Map<string, number>();
  readonly #groups: string[] = [];
  readonly #members: string[] = [];
  #made = 0;
  #halted = false;
  #doing: Promise<void> = Promise.resolve();
  /** What was done how often, as far as Kafka did not refuse it. */
  readonly done = new Map<string, number>();
  refused = 0;

  constructor(client: LabClient, random: Random) {
    this.#client = client;
    this.#random = random;
  }

  /** Does one thing. What fails while brokers are away is counted, and may have been done. */
  async step(): Promise<void> {
    if (!this.#halted) await (this.#doing = this.#doOne());
  }

  /** Does nothing from now on; waits for the end of what is being done. */
  async halt(): Promise<void> {
    this.#halted = true;
    await this.#doing;
  }

  resume(): void {
    this.#halted = false;
  }

  async #doOne(): Promise<void> {
    const [name, act] = this.#pick(this.#possible());
    try {
      await act();
      this.done.set(name, (this.done.get(name) ?? 0) + 1);
    } catch {
      this.refused++;
    }
  }

  async end(): Promise<void> {
    for (const member of this.#members.splice(0)) await this.#client.stopTask(member);
  }

  #possible(): [name: string, act: () => Promise<void>][] {
    const topics = [...this.#topics.keys()];
    const small = topics.filter((topic) => this.#topics.get(topic)! < MOST_PARTITIONS);
    const able: [string, () => Promise<void>, boolean][] = [
      ["topic created", () => this.#createTopic(), topics.length < MOST_TOPICS],
      ["topic deleted", () => this.#deleteTopic(this.#pick(topics)), topics.length > 3],
      ["topic deleted and created again", () => this.#again(this.#pick(topics)), topics.length > 3],
      ["topic grown", () => this.#grow(this.#pick(small)), small.length > 0],
      ["messages produced", () => this.#produce(topics), true],
      ["leaders elected", () => this.#client.electPreferred("soak-orders"), true],
      ["group created", () => this.#createGroup(topics), this.#groups.length < MOST_GROUPS],
      ["group deleted", () => this.#deleteGroup(), this.#groups.length > 3],
      ["commit moved", () => this.#moveCommit(), true],
      ["member joined", () => this.#join(), this.#members.length < MOST_MEMBERS],
      ["member left", () => this.#leave(), this.#members.length > 0],
    ];
    return able.filter(([, , is]) => is).map(([name, act]) => [name, act]);
  }

  async #createTopic(name = `soak-topic-${++this.#made}`): Promise<void> {
    const partitions = this.#whole(1, 6);
    const replicas = this.#random.chance(0.7) ? 3 : 1;
    const isr = `min.insync.replicas=${replicas === 3 ? 2 : 1}`;
    this.#topics.set(name, partitions);
    await this.#client.ask(["createTopics", name, `${partitions}`, `${replicas}`, isr]);
  }

  async #deleteTopic(topic: string): Promise<void> {
    await this.#client.ask(["deleteTopic", topic]);
    this.#topics.delete(topic);
  }

  async #again(topic: string): Promise<void> {
    await this.#deleteTopic(topic);
    await this.#createTopic(topic);
  }

  async #grow(topic: string): Promise<void> {
    const partitions = this.#topics.get(topic)! + this.#whole(1, 3);
    await this.#client.createPartitions(topic, partitions);
    this.#topics.set(topic, partitions);
  }

  async #produce(topics: readonly string[]): Promise<void> {
    await this.#client.produce(this.#pick([...topics, "soak-audit"]), {
      count: this.#whole(1, 60),
    });
  }

  async #createGroup(topics: readonly string[]): Promise<void> {
    const group = `soak-group-${++this.#made}`;
    const topic = this.#pick([...topics, "soak-audit", "soak-orders"]);
    await this.#client.ask(["commit", group, topic, `${this.#whole(0, 5)}`]);
    this.#groups.push(group);
  }

  async #deleteGroup(): Promise<void> {
    const at = this.#whole(0, this.#groups.length - 1);
    await this.#client.deleteGroup(this.#groups[at]!);
    this.#groups.splice(at, 1);
  }

  /** Forward and backward, within what is there. */
  async #moveCommit(): Promise<void> {
    const offsets = [0, 1].map(() => this.#whole(0, 90));
    await this.#client.ask(["commit", IDLE_GROUP.group, IDLE_GROUP.topic, offsets.join(",")]);
  }

  async #join(): Promise<void> {
    this.#members.push(await this.#client.startConsumer(this.#pick(STEADY_GROUPS)));
  }

  async #leave(): Promise<void> {
    await this.#client.stopTask(this.#members.shift()!);
  }

  #whole(least: number, most: number): number {
    return Math.floor(this.#random.between(least, most + 1));
  }

  #pick<T>(from: readonly T[]): T {
    return from[Math.floor(this.#random.next() * from.length)]!;
  }
}
