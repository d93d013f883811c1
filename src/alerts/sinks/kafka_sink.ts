import type { AlertEvent } from "../../model/alert_event.ts";
import { RefusedError, type Sink } from "../outbox/sink.ts";
import { type OutgoingRecord, toAlertRecord } from "./alert_record.ts";
import { allTopics, topicsOf } from "./topic_names.ts";

/** How topics are made that are not there. */
export interface TopicSpec {
  readonly partitions: number;
  readonly retentionMs: number;
}

/** Writes records to one cluster. */
export interface RecordProducer {
  /** Makes those of the topics that are not there. */
  createTopics(names: readonly string[], spec: TopicSpec, signal: AbortSignal): Promise<void>;
  /**
   * Resolves when all in-sync replicas have all records. Never makes a topic. Rejects with an error
   * named RecordTooLargeError if a record is too large for its topic.
   */
  send(records: readonly OutgoingRecord[], signal: AbortSignal): Promise<void>;
  close(): void;
}

export interface KafkaSinkOptions {
  readonly name: string;
  /** A topic's name, perhaps with `{severity}` or `{type}`. */
  readonly topic: string;
  /** undefined: topics are there, or are made by others. */
  readonly create: TopicSpec | undefined;
  readonly producer: RecordProducer;
  /** Which events are for this cluster's topic. */
  readonly takes: (event: AlertEvent) => boolean;
}

/** Topics of one Kafka cluster. */
export class KafkaSink implements Sink {
  readonly name: string;
  readonly batchSize = 100;
  readonly takes: Sink["takes"];
  readonly #options: KafkaSinkOptions;

  constructor(options: KafkaSinkOptions) {
    this.#options = options;
    this.name = options.name;
    this.takes = options.takes;
  }

  /** Makes the topics that are to be made, before the first alert: consumers may wait for them. */
  async prepare(signal: AbortSignal): Promise<void> {
    const { topic, create, producer } = this.#options;
    if (create !== undefined) await producer.createTopics(allTopics(topic), create, signal);
  }

  async send(events: readonly AlertEvent[], signal: AbortSignal): Promise<void> {
    const { topic, producer } = this.#options;
    const records = events.flatMap((event) =>
      topicsOf(topic, event).map((each) => toAlertRecord(event, each))
    );
    try {
      await producer.send(records, signal);
    } catch (error) {
      const isTooLarge = error instanceof Error && error.name === "RecordTooLargeError";
      throw isTooLarge ? new RefusedError(error.message, { cause: error }) : error;
    }
  }

  close(): void {
    this.#options.producer.close();
  }
}
