import type { Message, Throttled } from "./message.ts";
import { orNaN } from "./or_nan.ts";

export interface InitProducerIdAnswer extends Throttled {
  readonly errorCode: number;
  /** NaN with an error. */
  readonly producerId: number;
  readonly producerEpoch: number;
}

/** InitProducerId: an identity for a producer without transactions. Answered by any broker. */
export const initProducerId: Message<Record<never, never>, InitProducerIdAnswer> = {
  name: "InitProducerId",
  apiKey: 22,
  minVersion: 2,
  maxVersion: 5,
  flexibleFrom: 2,
  encode(writer, _, version) {
    writer.nullableString(undefined); // no transactions
    writer.int32(0x7fffffff); // their timeout, which is not used
    if (version >= 3) {
      writer.int64(-1); // no identity to go on with
      writer.int16(-1);
    }
    writer.tags();
  },
  // deno-lint-ignore require-yield
  *decode(reader) {
    const answer = {
      throttleTimeMs: reader.int32(),
      errorCode: reader.int16(),
      producerId: orNaN(reader.int64()),
      producerEpoch: orNaN(reader.int16()),
    };
    reader.tags();
    return answer;
  },
};
