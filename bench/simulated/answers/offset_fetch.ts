import { ErrorCode } from "../../../src/kafka/messages/error_codes.ts";
import type { AnswerWriter } from "../answer_writer.ts";
import type { TopicCommits } from "../simulated_group.ts";
import type { AnswerEncoder } from "./answer_encoder.ts";

/** All commits of the groups that are asked for and that this broker coordinates. */
export const offsetFetch: AnswerEncoder = {
  api: "OffsetFetch",
  apiKey: 9,
  version: 9,
  write(out, request, { state, brokerId, throttleMs, errorCode }) {
    out.int32(throttleMs);
    let groups = request.arrayLength(8);
    out.length(groups);
    for (; groups > 0; groups--) {
      const id = request.string();
      request.nullableString(); // member id
      request.int32(); // member epoch
      request.nullableArrayLength(1); // topics: always all
      request.tags();
      const group = state.groups.get(id);
      const known = group?.coordinator === brokerId && errorCode === 0 ? group : undefined;
      const commits = known?.commits ?? [];
      out.string(id);
      out.length(commits.length);
      for (const ofTopic of commits) writeTopic(out, ofTopic);
      out.int16(known === undefined ? errorCode || ErrorCode.NOT_COORDINATOR : ErrorCode.NONE);
      out.tags();
    }
    out.tags();
  },
};

function writeTopic(out: AnswerWriter, { topic, partitions, offsets }: TopicCommits): void {
  out.bytes(topic.nameBytes);
  out.length(partitions.length);
  for (let at = 0; at < partitions.length; at++) {
    out.int32(partitions[at]!);
    out.int64(offsets[at]!);
    out.int32(-1); // leader epoch of the commit
    out.length(0); // what the group stored beside it
    out.int16(ErrorCode.NONE);
    out.tags();
  }
  out.tags();
}
