/**
 * What the lag stage would like to know of a partition's log, to be asked of its leader:
 * - `offset`: the first record that is not older than a time. Kafka answers whom it lets describe
 *   the topic.
 * - `batches`: what the log holds from an offset on, by the headers of its batches. Kafka answers
 *   whom it lets read the topic.
 */
export type OffsetQuestion = OffsetAtTimeQuestion | BatchesQuestion;

export interface OffsetAtTimeQuestion {
  readonly ask: "offset";
  readonly slot: number;
  /** Of the slot, so that the answer is not taken for one about another partition. */
  readonly birth: number;
  /** Milliseconds since the epoch; 0 asks for the first record of the log. */
  readonly timeMs: number;
}

export interface BatchesQuestion {
  readonly ask: "batches";
  readonly slot: number;
  readonly birth: number;
  readonly offset: number;
}

/** An answer; a question that could not be asked, or was answered with an error, has none. */
export type OffsetAnswer = OffsetAtTimeAnswer | BatchesAnswer | RefusedAnswer;

export interface OffsetAtTimeAnswer {
  readonly question: OffsetAtTimeQuestion;
  /** First record that is not older than the time; Infinity if all are older. */
  readonly offset: number;
  /** That record's own time, milliseconds since the epoch; NaN if there is none. */
  readonly recordMs: number;
}

export interface BatchesAnswer {
  readonly question: BatchesQuestion;
  /** First record for consumers at or after the offset; Infinity if there is none up to `end`. */
  readonly offset: number;
  /** Its time, milliseconds since the epoch; NaN if there is none, or its batch does not tell. */
  readonly recordMs: number;
  /** The offset up to which batches were looked at. */
  readonly end: number;
}

/** The user may not read the topic. */
export interface RefusedAnswer {
  readonly question: BatchesQuestion;
  readonly refused: true;
}
