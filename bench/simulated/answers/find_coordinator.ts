import { ErrorCode } from "../../../src/kafka/messages/error_codes.ts";
import { type AnswerEncoder, HOST } from "./answer_encoder.ts";

/** Which broker coordinates each group; a group that nobody made has broker 1. */
export const findCoordinator: AnswerEncoder = {
  api: "FindCoordinator",
  apiKey: 10,
  version: 6,
  write(out, request, { state, ports, throttleMs, errorCode }) {
    request.int8(); // kind of key: groups
    out.int32(throttleMs);
    let keys = request.arrayLength(1);
    out.length(keys);
    for (; keys > 0; keys--) {
      const id = request.string();
      const found = state.groups.get(id)?.coordinator ?? 1;
      const coordinator = errorCode === ErrorCode.NONE ? found : -1;
      out.string(id);
      out.int32(coordinator);
      out.string(coordinator < 0 ? "" : HOST);
      out.int32(ports.get(coordinator) ?? -1);
      out.int16(errorCode);
      out.null();
      out.tags();
    }
    out.tags();
  },
};
