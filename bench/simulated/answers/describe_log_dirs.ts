import { ErrorCode } from "../../../src/kafka/messages/error_codes.ts";
import type { AnswerEncoder } from "./answer_encoder.ts";

const BYTES_PER_MESSAGE = 100;
const DISK_BYTES = 2 ** 40;

/** One directory a broker, with all its replicas at 100 bytes a message. */
export const describeLogDirs: AnswerEncoder = {
  api: "DescribeLogDirs",
  apiKey: 35,
  version: 4,
  write(out, _request, { state, brokerId, throttleMs, errorCode }) {
    out.int32(throttleMs);
    out.int16(errorCode);
    out.length(errorCode === ErrorCode.NONE ? 1 : 0);
    if (errorCode === ErrorCode.NONE) {
      out.int16(ErrorCode.NONE);
      out.string("/var/lib/kafka");
      out.length(state.topics.size);
      for (const topic of state.topics.values()) {
        const here = [...topic.replicas.keys()].filter((index) =>
          topic.replicas[index]!.includes(brokerId)
        );
        out.bytes(topic.nameBytes);
        out.length(here.length);
        for (const index of here) {
          out.int32(index);
          out.int64((topic.latest[index]! - topic.earliest[index]!) * BYTES_PER_MESSAGE);
          out.int64(0);
          out.boolean(false);
          out.tags();
        }
        out.tags();
      }
      out.int64(DISK_BYTES);
      out.int64(DISK_BYTES / 2);
      out.tags();
    }
    out.tags();
  },
};
