import { AnswerWriter } from "../../bench/simulated/answer_writer.ts";
import { answerEncoders } from "../../bench/simulated/answers/answer_encoders.ts";
import type { SimulatedState } from "../../bench/simulated/simulated_state.ts";
import { WireReader } from "../../src/kafka/wire/wire_reader.ts";
import { decodeBySchema } from "./decode_by_schema.ts";
import { encodeBySchema } from "./encode_by_schema.ts";
import { messageSpec } from "./message_spec.ts";
import type { Struct } from "./schema_types.ts";

const FRAME_BYTES = 8;

/** Where the brokers of a simulated cluster are said to be. */
export const PORTS: ReadonlyMap<number, number> = new Map([[1, 9001], [2, 9002], [3, 9003]]);

/** What a simulated broker answers to a request; both are written and read by Kafka's own specifications. */
export function askSimulated(
  state: SimulatedState,
  api: string,
  request: Struct,
  { brokerId = 1, throttleMs = 0, errorCode = 0 } = {},
): Struct {
  const encoder = answerEncoders.find((each) => each.api === api)!;
  const { version } = encoder;
  const body = encodeBySchema(messageSpec(`${api}Request`), version, request);
  const reader = new WireReader(body, true);
  const out = new AnswerWriter();
  encoder.write(out, reader, { state, brokerId, ports: PORTS, throttleMs, errorCode });
  const answer = out.frame(7).subarray(FRAME_BYTES);
  return decodeBySchema(messageSpec(`${api}Response`), version, answer);
}
