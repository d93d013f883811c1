import assert from "node:assert/strict";
import { PartitionDirectory } from "../../../src/history/partition_directory.ts";
import { assembleGroups, dueForDescription } from "../../../src/kafka/assemble_groups.ts";
import type { GroupListing } from "../../../src/kafka/read_group_lists.ts";
import type { GroupsReading } from "../../../src/kafka/read_groups.ts";
import type { GroupCommits, GroupSnapshot } from "../../../src/model/group_snapshot.ts";
import { runAtOnce } from "../../../src/runtime/slices.ts";

const LIMITS = {
  offsetsMs: 45_000,
  descriptionsMs: 90_000,
  stableOffsetsMs: 90_000,
  logDirsMs: 180_000,
  topicConfigsMs: 900_000,
};
const NOW = 1_000_000;

const directory = new PartitionDirectory();
const topic = (name: string, partitionCount: number, topicId = name) => ({
  name,
  topicId,
  internal: false,
  partitionCount,
});
const view = directory.update([topic("a", 2), topic("b", 1)]);

function listing(groupId: string, coordinatorId = 1): GroupListing {
  return {
    groupId,
    type: "classic",
    protocolType: "consumer",
    state: "Stable",
    coordinatorId,
    listedAtMs: NOW,
  };
}

function commitsAt(readAtMs: number): GroupCommits {
  return {
    readAtMs,
    slots: Int32Array.of(0, 1, 2),
    offsets: Float64Array.of(10, 20, 30),
    unreadableSlots: new Int32Array(0),
  };
}

function before(groupId: string, parts: Partial<GroupSnapshot> = {}): GroupSnapshot {
  return { ...listing(groupId), commits: undefined, description: undefined, ...parts };
}

function reading(parts: Partial<GroupsReading>): GroupsReading {
  return { listings: new Map(), commits: new Map(), silentBrokers: [], ...parts };
}

function assemble(read: GroupsReading, groups: GroupSnapshot[], to = view) {
  const previous = {
    groups: new Map(groups.map((group) => [group.groupId, group])),
    directory: view,
  };
  const excused = new Set(read.silentBrokers);
  return runAtOnce(assembleGroups(read, new Map(), previous, to, LIMITS, excused, NOW));
}

Deno.test("commits that could not be read are carried with their own read time", () => {
  const read = reading({ listings: new Map([["g", listing("g")]]) });
  const [group] = assemble(read, [before("g", { commits: commitsAt(NOW - 30_000) })]);
  assert.equal(group?.commits?.readAtMs, NOW - 30_000);
});

Deno.test("commits older than their limit are unknown", () => {
  const read = reading({ listings: new Map([["g", listing("g")]]) });
  const [group] = assemble(read, [before("g", { commits: commitsAt(NOW - 45_001) })]);
  assert.equal(group?.commits, undefined);
});

Deno.test("a group of a broker that did not tell its groups stays, with unknown state", () => {
  const read = reading({ silentBrokers: [1] });
  const groups = assemble(read, [before("kept", { commits: commitsAt(NOW - 10) })]);
  assert.equal(groups.length, 1);
  assert.equal(groups[0]?.state, undefined);
  assert.equal(groups[0]?.commits?.readAtMs, NOW - 10);
});

Deno.test("a group that no answering broker lists is gone from the snapshot", () => {
  assert.deepEqual(assemble(reading({ silentBrokers: [2] }), [before("gone")]), []);
});

Deno.test("a group that moved away from a silent broker appears once", () => {
  const read = reading({ listings: new Map([["g", listing("g", 2)]]), silentBrokers: [1] });
  const groups = assemble(read, [before("g")]);
  assert.deepEqual(groups.map((group) => group.coordinatorId), [2]);
});

Deno.test("carried commits leave out partitions of a recreated topic", () => {
  const recreated = directory.update([topic("a", 2, "a again"), topic("b", 1)]);
  const read = reading({ listings: new Map([["g", listing("g")]]) });
  const [group] = assemble(read, [before("g", { commits: commitsAt(NOW) })], recreated);
  const slotOfB = recreated.topics.get("b")!.slots[0]!;
  assert.deepEqual([...group!.commits!.slots], [slotOfB]);
  assert.deepEqual([...group!.commits!.offsets], [30]);
});

Deno.test("groups are sorted by id", () => {
  const listings = new Map(["b", "a", "c"].map((id) => [id, listing(id)]));
  const groups = assemble(reading({ listings }), []);
  assert.deepEqual(groups.map((group) => group.groupId), ["a", "b", "c"]);
});

Deno.test("a group is described when it is new, changed its state, or was described long ago", () => {
  const description = {
    readAtMs: NOW - 29_999,
    state: "Stable",
    assignor: "",
    members: [],
    subscription: undefined,
    epoch: NaN,
  };
  const old = { ...description, readAtMs: NOW - 30_000 };
  const ids = ["new", "fresh", "old", "changed"];
  const read = reading({ listings: new Map(ids.map((id) => [id, listing(id)])) });
  const groups = [
    before("fresh", { description }),
    before("old", { description: old }),
    before("changed", { description, state: "PreparingRebalance" }),
  ];
  const previous = {
    groups: new Map(groups.map((group) => [group.groupId, group])),
    directory: view,
  };
  const due = runAtOnce(dueForDescription(read, previous, NOW)).map((group) => group.groupId);
  assert.deepEqual(due, ["new", "old", "changed"]);
});
