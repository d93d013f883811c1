import type { ClusterShape } from "./cluster_shape.ts";
import type { SimulatedGroup, TopicCommits } from "./simulated_group.ts";
import { makeTopic, type SimulatedTopic } from "./simulated_topic.ts";

const OFFSETS_PARTITIONS = 50;
const encoder = new TextEncoder();

/** Something that happens to a simulated cluster at once; counts, 0 if absent. */
export interface Churn {
  readonly createTopics?: number;
  /** The oldest ones, with their commits. */
  readonly deleteTopics?: number;
  /** Groups that get another coordinator. */
  readonly moveGroups?: number;
  /** Topics whose partitions get another leader of their replicas. */
  readonly moveLeaders?: number;
  /** Messages that every partition gets, and that every group reads. */
  readonly messages?: number;
}

/** What a simulated cluster holds: plain values that tests may look at and change. */
export class SimulatedState {
  readonly clusterId = "simulated-cluster-0000";
  readonly shape: ClusterShape;
  readonly topics = new Map<string, SimulatedTopic>();
  readonly groups = new Map<string, SimulatedGroup>();
  #made = 0;
  #moved = 0;

  constructor(shape: ClusterShape) {
    this.shape = shape;
    this.#makeTopic("__consumer_offsets", OFFSETS_PARTITIONS);
    for (let i = 0; i < shape.topics; i++) this.#makeNextTopic();
    const partitions = [...this.topics.values()].filter(({ internal }) => !internal);
    for (let i = 0; i < shape.groups; i++) this.#makeGroup(i, partitions);
  }

  /** Changes the state as told. */
  apply(churn: Churn): void {
    const topics = () => [...this.topics.values()].filter(({ internal }) => !internal);
    for (const topic of topics().slice(0, churn.deleteTopics ?? 0)) this.deleteTopic(topic.name);
    for (let i = 0; i < (churn.createTopics ?? 0); i++) this.#makeNextTopic();
    const from = this.#moved++;
    for (const group of rotated([...this.groups.values()], from, churn.moveGroups ?? 0)) {
      group.coordinator = 1 + group.coordinator % this.shape.brokers;
    }
    for (const topic of rotated(topics(), from, churn.moveLeaders ?? 0)) moveLeaders(topic);
    if (churn.messages !== undefined) this.#addMessages(churn.messages);
  }

  deleteTopic(name: string): void {
    this.topics.delete(name);
    for (const group of this.groups.values()) {
      if (!group.commits.some(({ topic }) => topic.name === name)) continue;
      group.commits = group.commits.filter(({ topic }) => topic.name !== name);
    }
  }

  #addMessages(count: number): void {
    for (const { latest } of this.topics.values()) {
      for (let i = 0; i < latest.length; i++) latest[i]! += count;
    }
    for (const { commits } of this.groups.values()) {
      for (const { offsets } of commits) {
        for (let i = 0; i < offsets.length; i++) offsets[i]! += count;
      }
    }
  }

  #makeNextTopic(): void {
    const number = this.#made;
    this.#makeTopic(`team-${number % 40}.orders-${number}.v1`, this.shape.partitionsPerTopic);
  }

  #makeTopic(name: string, partitions: number): void {
    const { brokers, replicationFactor } = this.shape;
    this.topics.set(name, makeTopic(name, this.#made++, partitions, brokers, replicationFactor));
  }

  #makeGroup(number: number, topics: readonly SimulatedTopic[]): void {
    const { brokers, commitsPerGroup, membersPerGroup } = this.shape;
    const id = `team-${number % 40}.consumer-${number}`;
    const empty = number % 4 === 1;
    this.groups.set(id, {
      id,
      idBytes: encoder.encode(id),
      type: number % 4 === 3 ? "Consumer" : "Classic",
      state: empty ? "Empty" : "Stable",
      members: empty ? 0 : membersPerGroup,
      coordinator: 1 + number % brokers,
      commits: makeCommits(topics, number * commitsPerGroup, commitsPerGroup),
    });
  }
}

/** Commits on `count` partitions from the `from`-th of all on, up to 999 messages behind. */
function makeCommits(
  topics: readonly SimulatedTopic[],
  from: number,
  count: number,
): TopicCommits[] {
  const commits: TopicCommits[] = [];
  const size = topics[0]?.latest.length ?? 0;
  for (let at = from, left = size === 0 ? 0 : count; left > 0;) {
    const topic = topics[Math.floor(at / size) % topics.length]!;
    const length = Math.min(left, size - at % size);
    const partitions = Int32Array.from({ length }, (_, index) => at % size + index);
    const offsets = Float64Array.from(
      partitions,
      (p) => topic.latest[p]! - (from + p * 13) % 1_000,
    );
    commits.push({ topic, partitions, offsets });
    at += length;
    left -= length;
  }
  return commits;
}

function moveLeaders({ leaders, leaderEpochs, replicas }: SimulatedTopic): void {
  for (let i = 0; i < leaders.length; i++) {
    const ids = replicas[i]!;
    leaders[i] = ids[(ids.indexOf(leaders[i]!) + 1) % ids.length]!;
    leaderEpochs[i]!++;
  }
}

/** `count` items from the `from`-th on, beginning again at the end; none twice. */
function rotated<T>(items: readonly T[], from: number, count: number): T[] {
  const length = Math.min(count, items.length);
  return Array.from({ length }, (_, i) => items[(from * count + i) % items.length]!);
}
