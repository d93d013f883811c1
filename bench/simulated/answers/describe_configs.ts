import { ErrorCode } from "../../../src/kafka/messages/error_codes.ts";
import type { AnswerEncoder } from "./answer_encoder.ts";

const SET_NOWHERE = 5;
const STRING = 2;

/** What every simulated topic is set to. */
const SETTINGS: Readonly<Record<string, string>> = {
  "cleanup.policy": "delete",
  "min.insync.replicas": "2",
  "retention.bytes": "-1",
  "retention.ms": "604800000",
};

/** The settings of topics: the same for all. */
export const describeConfigs: AnswerEncoder = {
  api: "DescribeConfigs",
  apiKey: 32,
  version: 4,
  write(out, request, { state, throttleMs, errorCode }) {
    out.int32(throttleMs);
    let resources = request.arrayLength(4);
    out.length(resources);
    for (; resources > 0; resources--) {
      const type = request.int8();
      const name = request.string();
      for (let keys = request.nullableArrayLength(1) ?? 0; keys > 0; keys--) request.string();
      request.tags();
      const missing = state.topics.has(name) ? 0 : ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
      const error = errorCode || missing;
      const settings = error === ErrorCode.NONE ? Object.entries(SETTINGS) : [];
      out.int16(error);
      out.null();
      out.int8(type);
      out.string(name);
      out.length(settings.length);
      for (const [key, value] of settings) {
        out.string(key);
        out.string(value);
        out.boolean(false); // read only
        out.int8(SET_NOWHERE);
        out.boolean(false); // secret
        out.length(0); // synonyms
        out.int8(STRING);
        out.null(); // documentation
        out.tags();
      }
      out.tags();
    }
    out.tags();
  },
};
