import assert from "node:assert/strict";
import { encodeRequest } from "../../../../src/kafka/messages/codec.ts";
import { offsetFetch } from "../../../../src/kafka/messages/offset_fetch.ts";
import { checkDamage } from "../../../schema/check_damage.ts";
import { checkAnswers, checkRequests } from "../../../schema/check_message.ts";
import { float64s, int16s, int32s, structs, topicRows } from "../../../schema/expected_values.ts";
import type { Struct } from "../../../schema/schema_types.ts";

checkRequests(
  offsetFetch,
  (random, version) => ({
    groups: Array.from(
      { length: version < 8 ? 1 : random.below(5) },
      () => ({ groupId: random.text() }),
    ),
  }),
  ({ groups }, version) => ({
    ...version < 8 ? { GroupId: groups[0]!.groupId, Topics: null } : {
      Groups: groups.map(({ groupId }): Struct => ({
        GroupId: groupId,
        ...version >= 9 && { MemberId: null, MemberEpoch: -1 },
        Topics: null,
      })),
    },
    RequireStable: false,
  }),
);

checkAnswers(offsetFetch, (value, version) => {
  let commits: readonly Struct[] = [];
  const group = (of: Struct, groupId: string | undefined) => {
    const { rows, partitions } = topicRows(structs(of, "Topics"), "Name", commits);
    commits = partitions;
    return { groupId, errorCode: of["ErrorCode"] as number, topics: rows };
  };
  const groups = version < 8
    ? [group(value, undefined)]
    : structs(value, "Groups").map((of) => group(of, of["GroupId"] as string));
  return {
    throttleTimeMs: value["ThrottleTimeMs"] as number,
    groups,
    partitionIndexes: int32s(commits, "PartitionIndex"),
    errorCodes: int16s(commits, "ErrorCode"),
    committedOffsets: float64s(commits, "CommittedOffset"),
  };
});

checkDamage(offsetFetch);

Deno.test("OffsetFetch refuses to ask for many groups in a version that takes one", () => {
  const request = { groups: [{ groupId: "a" }, { groupId: "b" }] };
  assert.throws(
    () => encodeRequest(offsetFetch, request, 7),
    /2 groups with OffsetFetch version 7/,
  );
  assert.throws(() => encodeRequest(offsetFetch, { groups: [] }, 7), /0 groups/);
});
