import assert from "node:assert/strict";
import { groupLag } from "../../../src/metrics/collectors/group_lag.ts";
import { groupOffsets } from "../../../src/metrics/collectors/group_offsets.ts";
import { groups } from "../../../src/metrics/collectors/groups.ts";
import type { GroupMember, GroupSnapshot } from "../../../src/model/group_snapshot.ts";
import {
  INTERVAL_MS,
  type MadeCommit,
  madeGroup,
  madeReading,
  madeSnapshot,
  type MadeTopics,
  NOW,
} from "./make_reading.ts";
import { renderText, sampleLines } from "./render_text.ts";

const LIMIT_MS = 3 * INTERVAL_MS;

/** The samples about a group with the commits, without the common front of their names. */
function commitSamples(
  topics: MadeTopics,
  commits: readonly MadeCommit[] | undefined,
  more: Parameters<typeof madeGroup>[3] = {},
  nowMs = NOW,
): string[] {
  const snapshot = madeSnapshot(topics);
  const reading = madeReading({ ...snapshot, groups: [madeGroup(snapshot, "g", commits, more)] });
  const text = renderText([reading], { collectors: [groupOffsets, groupLag], nowMs });
  return sampleLines(text).map((line) =>
    line.replace("kafka_consumergroup_", "").replace('consumergroup="g",', "")
  );
}

Deno.test("commits have an offset and a lag each, and topics the sums", () => {
  const topics = { a: [{ latest: 10 }, { latest: 20 }], b: [{ latest: 5 }] };
  assert.deepEqual(commitSamples(topics, [["a", 0, 9], ["a", 1, 20], ["b", 0, 1]]), [
    'current_offset{topic="a",partition="0"} 9',
    'current_offset{topic="a",partition="1"} 20',
    'current_offset{topic="b",partition="0"} 1',
    'current_offset_sum{topic="a"} 29',
    'current_offset_sum{topic="b"} 1',
    'lag{topic="a",partition="0"} 1',
    'lag{topic="a",partition="1"} 0',
    'lag{topic="b",partition="0"} 4',
    'lag_sum{topic="a"} 1',
    'lag_sum{topic="b"} 4',
  ]);
});

Deno.test("a partition without a commit has no series and no part in the sums", () => {
  assert.deepEqual(commitSamples({ a: [{ latest: 10 }, { latest: 20 }] }, [["a", 0, 4]]), [
    'current_offset{topic="a",partition="0"} 4',
    'current_offset_sum{topic="a"} 4',
    'lag{topic="a",partition="0"} 6',
    'lag_sum{topic="a"} 6',
  ]);
});

Deno.test("a commit that could not be read leaves its topic without sums", () => {
  const found = commitSamples({ a: [{}, {}], b: [{}] }, [["a", 0, 4], ["a", 1], ["b", 0, 1]]);
  assert.deepEqual(found.filter((line) => line.includes("_sum")), [
    'current_offset_sum{topic="b"} 1',
    'lag_sum{topic="b"} 99',
  ]);
  assert.ok(found.includes('lag{topic="a",partition="0"} 96'));
});

Deno.test("one unknown lag leaves its topic without a lag sum but with an offset sum", () => {
  const topics = { a: [{}, { latest: NaN, latestReadAtMs: NaN }] };
  assert.deepEqual(commitSamples(topics, [["a", 0, 4], ["a", 1, 5]]).slice(2), [
    'current_offset_sum{topic="a"} 9',
    'lag{topic="a",partition="0"} 96',
  ]);
});

Deno.test("a log end carried from before the commit gives no lag", () => {
  const topics = { a: [{ latestReadAtMs: NOW - INTERVAL_MS }] };
  const found = commitSamples(topics, [["a", 0, 4]]);
  assert.deepEqual(found.filter((line) => line.startsWith("lag")), []);
});

Deno.test("commits carried from an older cycle are served without lag, until their limit", () => {
  const more = { commitsReadAtMs: NOW - INTERVAL_MS - 1 };
  const offset = 'current_offset{topic="a",partition="0"} 4';
  assert.deepEqual(commitSamples({ a: [{}] }, [["a", 0, 4]], more), [
    offset,
    'current_offset_sum{topic="a"} 4',
  ]);
  const expired = { commitsReadAtMs: NOW - LIMIT_MS - 1 };
  assert.deepEqual(commitSamples({ a: [{}] }, [["a", 0, 4]], expired), []);
});

Deno.test("commits that are not known have no series", () => {
  assert.deepEqual(commitSamples({ a: [{}] }, undefined), []);
});

const MEMBER: GroupMember = {
  memberId: "m",
  groupInstanceId: undefined,
  clientId: "c",
  clientHost: "/h",
  assignment: undefined,
};

/** The samples about a group as a whole, without the common front of their names. */
function groupSamples(more: Partial<GroupSnapshot>, nowMs = NOW): string[] {
  const snapshot = madeSnapshot({});
  const reading = madeReading({
    ...snapshot,
    groups: [madeGroup(snapshot, "g", undefined, more)],
  });
  return sampleLines(renderText([reading], { collectors: [groups], nowMs })).map((line) =>
    line.replace("kafka_consumergroup_", "").replace('consumergroup="g"', "")
  );
}

function described(readAtMs = NOW) {
  const members = [MEMBER, MEMBER];
  const told = { state: "Assigning", assignor: "range", members };
  return { readAtMs, ...told, subscription: undefined, epoch: NaN };
}

Deno.test("a described group has its members, its listed state and its info", () => {
  assert.deepEqual(groupSamples({ description: described() }), [
    "members{} 2",
    'state{,state="Stable"} 1',
    'info{,type="classic",protocol="consumer",coordinator="1"} 1',
  ]);
});

Deno.test("the description's state stands in where the broker does not list states", () => {
  const found = groupSamples({ state: undefined, description: described() });
  assert.equal(found[1], 'state{,state="Assigning"} 1');
});

Deno.test("a description that is too old tells neither members nor state", () => {
  const found = groupSamples({ state: undefined, description: described(NOW - 90_001) });
  assert.deepEqual(found, ['info{,type="classic",protocol="consumer",coordinator="1"} 1']);
});

Deno.test("a group that was last listed too long ago has no info", () => {
  assert.deepEqual(groupSamples({ state: undefined, listedAtMs: NOW - LIMIT_MS - 1 }), []);
});

Deno.test("a group that only stores offsets is simple, and other types keep their name", () => {
  const typeOf = (more: Partial<GroupSnapshot>) =>
    groupSamples(more).map((line) => /type="([^"]*)"/.exec(line)?.[1]).find(Boolean);
  assert.equal(typeOf({ type: "classic", protocolType: "" }), "simple");
  assert.equal(typeOf({ type: "unknown", protocolType: "" }), "simple");
  assert.equal(typeOf({ type: "consumer", protocolType: "" }), "consumer");
  assert.equal(typeOf({ type: "share", protocolType: "share" }), "share");
});
