/** The rate of a topic between two readings. */
export interface RateReading {
  /** Messages a second; NaN if it is not known. */
  readonly rate: number;
  /** The time that it is the mean over, in milliseconds. */
  readonly elapsedMs: number;
}

/** What was read of one topic. */
export interface TopicReading extends RateReading {
  readonly topic: string;
  /** Kafka's topic id; undefined before Kafka 2.8. Another id means another topic. */
  readonly topicId: string | undefined;
  /** Whether it is known to be another topic of the same name than in the reading before. */
  readonly isNew: boolean;
  /** Kafka's own topics are not judged. */
  readonly internal: boolean;
}
