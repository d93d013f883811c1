import { ErrorCode } from "../../../src/kafka/messages/error_codes.ts";
import type { AnswerWriter } from "../answer_writer.ts";
import { ownedPartitions, type SimulatedGroup } from "../simulated_group.ts";
import { type AnswerEncoder, NO_OPERATIONS } from "./answer_encoder.ts";

const NEW_PROTOCOL_MEMBER = 1;

/** Groups of the new protocol (KIP-848). */
export const consumerGroupDescribe: AnswerEncoder = {
  api: "ConsumerGroupDescribe",
  apiKey: 69,
  version: 1,
  write(out, request, { state, brokerId, throttleMs, errorCode }) {
    out.int32(throttleMs);
    let groups = request.arrayLength(1);
    out.length(groups);
    for (; groups > 0; groups--) {
      const id = request.string();
      const found = state.groups.get(id);
      const error = errorCode || errorOf(found, brokerId);
      const group = error === ErrorCode.NONE ? found : undefined;
      out.int16(error);
      out.null();
      out.string(id);
      out.string(group?.state ?? "Dead");
      out.int32(1);
      out.int32(1);
      out.string("uniform");
      out.length(group?.members ?? 0);
      for (let member = 0; member < (group?.members ?? 0); member++) {
        writeMember(out, group!, member);
      }
      out.int32(NO_OPERATIONS);
      out.tags();
    }
    out.tags();
  },
};

function errorOf(group: SimulatedGroup | undefined, brokerId: number): number {
  if (group?.type !== "Consumer") return ErrorCode.GROUP_ID_NOT_FOUND;
  return group.coordinator === brokerId ? ErrorCode.NONE : ErrorCode.NOT_COORDINATOR;
}

function writeMember(out: AnswerWriter, group: SimulatedGroup, member: number): void {
  out.string(`${group.id}-member-${member}`);
  out.null(); // instance id
  out.null(); // rack
  out.int32(1);
  out.string(`client-${member}`);
  out.string(`/10.0.0.${member}`);
  out.length(group.commits.length);
  for (const { topic } of group.commits) out.bytes(topic.nameBytes);
  out.null(); // pattern
  writeAssignment(out, group, member);
  writeAssignment(out, group, member); // the target is what it owns already
  out.int8(NEW_PROTOCOL_MEMBER);
  out.tags();
}

function writeAssignment(out: AnswerWriter, group: SimulatedGroup, member: number): void {
  out.length(group.commits.length);
  for (const commits of group.commits) {
    out.raw(commits.topic.id);
    out.bytes(commits.topic.nameBytes);
    out.int32s(ownedPartitions(group, commits, member));
    out.tags();
  }
  out.tags();
}
