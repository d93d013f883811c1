import type { AnswerEncoder } from "./answer_encoder.ts";

/** No reassignment ever runs. */
export const listPartitionReassignments: AnswerEncoder = {
  api: "ListPartitionReassignments",
  apiKey: 46,
  version: 0,
  write(out, _request, { throttleMs, errorCode }) {
    out.int32(throttleMs);
    out.int16(errorCode);
    out.null();
    out.length(0);
    out.tags();
  },
};
