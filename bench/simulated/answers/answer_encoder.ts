import type { WireReader } from "../../../src/kafka/wire/wire_reader.ts";
import type { AnswerWriter } from "../answer_writer.ts";
import type { SimulatedState } from "../simulated_state.ts";

/** What an answer is made from. */
export interface AnswerContext {
  readonly state: SimulatedState;
  readonly brokerId: number;
  /** By broker id: where each listens on this machine. */
  readonly ports: ReadonlyMap<number, number>;
  readonly throttleMs: number;
  /** 0, or what is told of every item, or of the whole answer if it has no items. */
  readonly errorCode: number;
}

/** Answers one API at one version, the only one that simulated brokers speak; it is flexible. */
export interface AnswerEncoder {
  /** Kafka's name of the API. */
  readonly api: string;
  readonly apiKey: number;
  readonly version: number;
  /** Reads the request's body and writes the answer's, both without header. */
  write(out: AnswerWriter, request: WireReader, context: AnswerContext): void;
}

/** Where simulated brokers say that they are. */
export const HOST = "127.0.0.1";

/** Kafka writes this for "was not asked for". */
export const NO_OPERATIONS = -2_147_483_648;
