import type { Logger } from "../runtime/logger.ts";
import { sleep } from "../runtime/sleep.ts";
import type { ClusterClient } from "./cluster_client.ts";
import { createMissingTopics, type TopicSpec } from "./create_missing_topics.ts";
import { ErrorCode } from "./messages/error_codes.ts";
import { initProducerId } from "./messages/init_producer_id.ts";
import { metadata, type MetadataAnswer } from "./messages/metadata.ts";
import { identityError, isPassing, produceError } from "./produce_errors.ts";
import {
  batchesFor,
  type OutgoingBatch,
  type OutgoingRecord,
  splitBySize,
} from "./record_batches_for.ts";
import { writeToLeader } from "./write_to_leader.ts";

/** Longest wait for connections, in milliseconds. */
const SETTLE_MS = 5_000;
/** First wait before a batch is sent again, and the longest, in milliseconds. */
const FIRST_RETRY_MS = 50;
const LONGEST_RETRY_MS = 1_000;
/** Connections that nobody needs are given up: brokers close idle ones after ten minutes. */
const IDLE_MS = 30_000;
/** Brokers that are connected to beside the leaders, to ask who leads when a leader is away. */
const SPARE_BROKERS = 2;

/** The partitions of a topic and who leads them. */
interface TopicLeaders {
  readonly leaders: Float64Array;
  readonly partitionIndexes: Int32Array;
}

/**
 * Writes records to topics of one cluster: idempotent, acknowledged by all in-sync replicas, on
 * connections of its own, since a broker answers a connection's requests one after the other.
 */
export class TopicWriter {
  readonly #open: () => ClusterClient;
  readonly #logger: Logger;
  #client: ClusterClient | undefined;
  #idleTimer: ReturnType<typeof setTimeout> | undefined;
  #identity: { readonly producerId: number; readonly producerEpoch: number } | undefined;
  /** Why the newest attempt at a batch did not succeed. */
  #problem: unknown;
  /** Topics that are there, though a broker may not know them yet; until they are written to. */
  readonly #there = new Set<string>();
  /** The next number of each partition, by topic and partition. */
  #sequences = new Map<string, number>();

  /** `open` begins to connect a new client to the cluster. */
  constructor(open: () => ClusterClient, logger: Logger) {
    this.#open = open;
    this.#logger = logger;
  }

  /** Makes those of the topics that are not there. */
  async createTopics(
    names: readonly string[],
    spec: TopicSpec,
    signal: AbortSignal,
  ): Promise<void> {
    await this.#connected(
      (client) => createMissingTopics(client, names, spec, this.#logger, signal),
      signal,
    );
    for (const name of names) this.#there.add(name);
  }

  /**
   * Writes the records, those of one key in their order; resolves when all are safe. Tries again
   * until the signal ends it. Rejects with an error that says what hinders it, if possible what to
   * do; then some of the records may have been written.
   */
  async send(records: readonly OutgoingRecord[], signal: AbortSignal): Promise<void> {
    this.#problem = undefined;
    try {
      await this.#connected(async (client) => {
        for (const run of splitBySize(records)) await this.#sendRun(client, run, signal);
      }, signal);
    } catch (error) {
      // Whether a batch was written is not known: its numbers must not be used for another one.
      this.#identity = undefined;
      throw signal.aborted ? this.#problem ?? error : error;
    } finally {
      for (const { topic } of records) this.#there.delete(topic);
    }
  }

  /** Destroys the connections; the next send opens new ones. */
  close(): void {
    clearTimeout(this.#idleTimer);
    this.#client?.close();
    this.#client = undefined;
  }

  async #connected(
    work: (client: ClusterClient) => Promise<void>,
    signal: AbortSignal,
  ): Promise<void> {
    clearTimeout(this.#idleTimer);
    const client = this.#client ??= this.#open();
    try {
      await client.settle(SETTLE_MS, signal);
      await work(client);
    } finally {
      clearTimeout(this.#idleTimer);
      if (this.#client === client) this.#idleTimer = setTimeout(() => this.close(), IDLE_MS);
    }
  }

  async #sendRun(
    client: ClusterClient,
    records: readonly OutgoingRecord[],
    signal: AbortSignal,
  ): Promise<void> {
    const names = [...new Set(records.map(({ topic }) => topic))];
    let topics = await this.#leadersOf(client, names, signal);
    const identity = await this.#identify(client, signal);
    const numberOf = (topic: string, partition: number) =>
      this.#sequences.get(keyOf(topic, partition)) ?? 0;
    let left = batchesFor(
      records,
      (topic) => topics.get(topic)!.leaders.length,
      (topic, partition) => ({ ...identity, baseSequence: numberOf(topic, partition) }),
    );
    for (let waitMs = FIRST_RETRY_MS;; waitMs = longer(waitMs)) {
      left = await this.#sendBatches(client, left, topics, signal);
      if (left.length === 0) return;
      await sleep(waitMs, signal);
      topics = await this.#leadersOf(client, names, signal);
    }
  }

  /** Gives those that have to be sent again. */
  async #sendBatches(
    client: ClusterClient,
    batches: readonly OutgoingBatch[],
    topics: ReadonlyMap<string, TopicLeaders>,
    signal: AbortSignal,
  ): Promise<OutgoingBatch[]> {
    const failed: OutgoingBatch[] = [];
    const byLeader = Map.groupBy(
      batches,
      ({ topic, partition }) => leaderOf(topics.get(topic), partition),
    );
    await Promise.all([...byLeader].map(async ([leader, group]) => {
      const answers = await writeToLeader(client, leader, group, signal);
      group.forEach((batch, index) => {
        const { code, problem } = answers[index]!;
        if (code !== undefined && this.#isWritten(batch, code)) return;
        if (code !== undefined && !isPassing(code)) throw problem;
        this.#problem = problem;
        failed.push(batch);
      });
    }));
    return failed;
  }

  /** A batch that the leader knows already was written by an attempt without an answer. */
  #isWritten({ topic, partition, records }: OutgoingBatch, code: number): boolean {
    if (code !== ErrorCode.NONE && code !== ErrorCode.DUPLICATE_SEQUENCE_NUMBER) return false;
    const key = keyOf(topic, partition);
    this.#sequences.set(key, (this.#sequences.get(key) ?? 0) + records);
    return true;
  }

  async #identify(client: ClusterClient, signal: AbortSignal) {
    for (let waitMs = FIRST_RETRY_MS; this.#identity === undefined; waitMs = longer(waitMs)) {
      const { answer } = await client.sendToAny(initProducerId, {}, signal);
      if (answer.errorCode === ErrorCode.NONE) {
        this.#sequences = new Map();
        this.#identity = answer;
      } else {
        this.#problem = identityError(answer.errorCode);
        if (!isPassing(answer.errorCode)) throw this.#problem;
        await sleep(waitMs, signal);
      }
    }
    return this.#identity;
  }

  /** Asks who leads the topics, and connects to those brokers and some others. */
  async #leadersOf(
    client: ClusterClient,
    names: readonly string[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, TopicLeaders>> {
    const answer = await this.#describe(client, names, signal);
    const topics = new Map<string, TopicLeaders>();
    const { partitionIndexes, leaders } = answer.partitions;
    for (const { name = "", from, to } of answer.topics) {
      topics.set(name, {
        partitionIndexes: partitionIndexes.subarray(from, to),
        leaders: leaders.subarray(from, to),
      });
    }
    const ids = new Set([...topics.values()].flatMap(({ leaders }) => [...leaders]));
    const wanted = [...answer.brokers].sort((a, b) => Number(ids.has(b.id)) - Number(ids.has(a.id)))
      .slice(0, ids.size + SPARE_BROKERS);
    client.learn(wanted);
    client.retain(new Set(wanted.map(({ id }) => id)));
    await client.settle(SETTLE_MS, signal);
    return topics;
  }

  /** Asks until a broker knows all of the topics: not each knows at once what has been made. */
  async #describe(
    client: ClusterClient,
    names: readonly string[],
    signal: AbortSignal,
  ): Promise<MetadataAnswer> {
    for (let waitMs = FIRST_RETRY_MS;; waitMs = longer(waitMs)) {
      const { answer } = await client.sendToAny(metadata, { topics: names }, signal);
      const refused = answer.topics.find(({ errorCode }) => errorCode !== ErrorCode.NONE);
      if (refused === undefined) return answer;
      const { name = "", errorCode } = refused;
      this.#problem = produceError(name, errorCode);
      const isUnknown = errorCode === ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
      if (isUnknown ? !this.#there.has(name) : !isPassing(errorCode)) throw this.#problem;
      await sleep(waitMs, signal);
    }
  }
}

function longer(waitMs: number): number {
  return Math.min(2 * waitMs, LONGEST_RETRY_MS);
}

function keyOf(topic: string, partition: number): string {
  return JSON.stringify([topic, partition]);
}

function leaderOf(topic: TopicLeaders | undefined, partition: number): number {
  return topic?.leaders[topic.partitionIndexes.indexOf(partition)] ?? NaN;
}
