import type { WireReader } from "../wire/wire_reader.ts";
import type { WireWriter } from "../wire/wire_writer.ts";

/**
 * One Kafka message type: how a request is written and its answer read. Pure: no I/O, no state.
 * Readers and writers know whether the version is flexible, so the same code serves both forms.
 * Field order and versions come from Kafka's message specifications (`common/message/*.json`).
 */
export interface Message<Request, Answer> {
  readonly name: string;
  readonly apiKey: number;
  /** Versions implemented here, both inclusive. */
  readonly minVersion: number;
  readonly maxVersion: number;
  /** First version with compact types and tagged fields (KIP-482). */
  readonly flexibleFrom: number;
  encode(writer: WireWriter, request: Request, version: number): void;
  /** Reads the answer's body; yields at least every few hundred items so that it can be sliced. */
  decode(reader: WireReader, version: number): Generator<void, Answer, void>;
}

/** What every answer carries (KIP-219); 0 where the message has no such field. */
export interface Throttled {
  readonly throttleTimeMs: number;
}
