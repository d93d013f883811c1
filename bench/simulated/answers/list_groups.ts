import type { AnswerEncoder } from "./answer_encoder.ts";

/** The groups that the broker coordinates. */
export const listGroups: AnswerEncoder = {
  api: "ListGroups",
  apiKey: 16,
  version: 5,
  write(out, _request, { state, brokerId, throttleMs, errorCode }) {
    const all = errorCode === 0 ? [...state.groups.values()] : [];
    const groups = all.filter(({ coordinator }) => coordinator === brokerId);
    out.int32(throttleMs);
    out.int16(errorCode);
    out.length(groups.length);
    for (const group of groups) {
      out.bytes(group.idBytes);
      out.string("consumer");
      out.string(group.state);
      out.string(group.type);
      out.tags();
    }
    out.tags();
  },
};
