import { ErrorCode } from "../../../src/kafka/messages/error_codes.ts";
import type { SimulatedState } from "../simulated_state.ts";
import { ownedPartitions, type SimulatedGroup } from "../simulated_group.ts";
import { type AnswerEncoder, NO_OPERATIONS } from "./answer_encoder.ts";
import { assignmentBytes, subscriptionBytes } from "./consumer_protocol.ts";

/** Groups of the classic protocol, with what their members subscribe to and own. */
export const describeGroups: AnswerEncoder = {
  api: "DescribeGroups",
  apiKey: 15,
  version: 6,
  write(out, request, { state, brokerId, throttleMs, errorCode }) {
    out.int32(throttleMs);
    let groups = request.arrayLength(1);
    out.length(groups);
    for (; groups > 0; groups--) {
      const id = request.string();
      const [error, group] = errorCode === 0 ? classic(state, id, brokerId) : [errorCode];
      const members = group?.members ?? 0;
      out.int16(error);
      out.null();
      out.string(id);
      out.string(group?.state ?? (error === ErrorCode.GROUP_ID_NOT_FOUND ? "Dead" : ""));
      out.string(group === undefined ? "" : "consumer");
      out.string(members > 0 ? "range" : "");
      out.length(members);
      for (let member = 0; group !== undefined && member < members; member++) {
        out.string(`${id}-member-${member}`);
        out.null();
        out.string(`client-${member}`);
        out.string(`/10.0.0.${member}`);
        out.bytes(subscriptionBytes(group.commits.map(({ topic }) => topic.name)));
        out.bytes(assignmentBytes(
          group.commits.map((commits) => [
            commits.topic.name,
            ownedPartitions(group, commits, member),
          ]),
        ));
        out.tags();
      }
      out.int32(NO_OPERATIONS);
      out.tags();
    }
    out.tags();
  },
};

/** To this message, groups of the new protocol look as if they did not exist. */
function classic(
  state: SimulatedState,
  id: string,
  brokerId: number,
): readonly [number, SimulatedGroup?] {
  const group = state.groups.get(id);
  if (group?.type !== "Classic") return [ErrorCode.GROUP_ID_NOT_FOUND];
  return group.coordinator === brokerId ? [0, group] : [ErrorCode.NOT_COORDINATOR];
}
