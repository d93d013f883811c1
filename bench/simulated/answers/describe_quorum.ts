import { ErrorCode } from "../../../src/kafka/messages/error_codes.ts";
import type { AnswerEncoder } from "./answer_encoder.ts";

const EPOCH = 7;
const HIGH_WATERMARK = 123_456;

/** Every broker is a voter of the KRaft quorum, broker 1 leads, all have caught up. */
export const describeQuorum: AnswerEncoder = {
  api: "DescribeQuorum",
  apiKey: 55,
  version: 2,
  write(out, _request, { ports, errorCode }) {
    out.int16(errorCode);
    out.null();
    out.length(errorCode === ErrorCode.NONE ? 1 : 0);
    if (errorCode === ErrorCode.NONE) {
      out.string("__cluster_metadata");
      out.length(1);
      out.int32(0);
      out.int16(ErrorCode.NONE);
      out.null();
      out.int32(1);
      out.int32(EPOCH);
      out.int64(HIGH_WATERMARK);
      out.length(ports.size);
      for (const id of ports.keys()) {
        out.int32(id);
        out.raw(new Uint8Array(16).fill(id));
        out.int64(HIGH_WATERMARK);
        out.int64(Date.now());
        out.int64(Date.now());
        out.tags();
      }
      out.length(0); // observers
      out.tags();
      out.tags();
    }
    out.length(0); // nodes
    out.tags();
  },
};
