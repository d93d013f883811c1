import { type AnswerEncoder, HOST, NO_OPERATIONS } from "./answer_encoder.ts";

const BROKERS = 1;

/** The registered brokers; none is fenced. */
export const describeCluster: AnswerEncoder = {
  api: "DescribeCluster",
  apiKey: 60,
  version: 2,
  write(out, _request, { state, ports, throttleMs, errorCode }) {
    const brokers = errorCode === 0 ? [...ports] : [];
    out.int32(throttleMs);
    out.int16(errorCode);
    out.null();
    out.int8(BROKERS);
    out.string(state.clusterId);
    out.int32(1);
    out.length(brokers.length);
    for (const [id, port] of brokers) {
      out.int32(id);
      out.string(HOST);
      out.int32(port);
      out.string(`rack-${id}`);
      out.boolean(false);
      out.tags();
    }
    out.int32(NO_OPERATIONS);
    out.tags();
  },
};
