import { ErrorCode } from "../../../src/kafka/messages/error_codes.ts";
import { EARLIEST_TIMESTAMP } from "../../../src/kafka/messages/list_offsets.ts";
import type { SimulatedTopic } from "../simulated_topic.ts";
import type { AnswerEncoder } from "./answer_encoder.ts";

/** Both ends of logs; other times are answered with the latest. Only the leader answers. */
export const listOffsets: AnswerEncoder = {
  api: "ListOffsets",
  apiKey: 2,
  version: 10,
  write(out, request, { state, brokerId, throttleMs, errorCode }) {
    request.int32(); // replica id
    request.int8(); // isolation level
    out.int32(throttleMs);
    let topics = request.arrayLength(3);
    out.length(topics);
    for (; topics > 0; topics--) {
      const name = request.string();
      const topic = state.topics.get(name);
      out.string(name);
      let partitions = request.arrayLength(17);
      out.length(partitions);
      for (; partitions > 0; partitions--) {
        const index = request.int32();
        request.int32(); // leader epoch
        const timestamp = request.int64();
        request.tags();
        const error = errorCode || errorOf(topic, index, brokerId);
        const known = error === ErrorCode.NONE ? topic : undefined;
        const offsets = timestamp === EARLIEST_TIMESTAMP ? known?.earliest : known?.latest;
        out.int32(index);
        out.int16(error);
        out.int64(-1);
        out.int64(offsets?.[index] ?? -1);
        out.int32(known?.leaderEpochs[index] ?? -1);
        out.tags();
      }
      request.tags();
      out.tags();
    }
    out.tags();
  },
};

function errorOf(topic: SimulatedTopic | undefined, index: number, brokerId: number): number {
  const leader = topic?.leaders[index];
  if (leader === undefined) return ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
  return leader === brokerId ? ErrorCode.NONE : ErrorCode.NOT_LEADER_OR_FOLLOWER;
}
