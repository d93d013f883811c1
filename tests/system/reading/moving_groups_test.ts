import assert from "node:assert/strict";
import { openSharedLab, type SharedLab } from "../../lab/shared_lab.ts";
import { ClusterReader, type Cycle } from "../../program/cluster_reader.ts";
import { uniqueName } from "../../program/unique_name.ts";

const END = 5;
const COMMITTED = 2;

function groupOf(cycle: Pick<Cycle, "groups">, group: string) {
  return cycle.groups.find(({ groupId }) => groupId === group);
}

/** Whether the group's commit is known, and the end that its lag is counted from. */
function hasLag(cycle: Cycle, group: string, slot: number): boolean {
  const commits = groupOf(cycle, group)?.commits;
  return commits?.slots[0] === slot && commits.offsets[0] === COMMITTED &&
    cycle.partitions.latestOffset[slot] === END;
}

function isNeverGone(reader: ClusterReader, group: string): boolean {
  return reader.cycles.every(({ goneGroups }) => !goneGroups.includes(group));
}

/** A group whose coordinator is another broker than the leader of the partition that it reads. */
async function makeGroup(lab: SharedLab, reader: ClusterReader) {
  const [topic, group] = [uniqueName("topic"), uniqueName("group")];
  await lab.client.createTopic(topic, { partitions: 3, replicationFactor: 1 });
  for (const partition of [0, 1, 2]) await lab.client.produce(topic, { count: END, partition });
  await lab.client.commit(group, topic, [0]);
  const seen = await reader.cycleUntil(
    "the group and the leaders are there",
    ({ directory, partitions, ...now }) => {
      const slots = directory.topics.get(topic)?.slots ?? [];
      return groupOf(now, group) !== undefined && slots.length === 3 &&
        slots.every((slot) => partitions.leader[slot]! > 0);
    },
  );
  const { coordinatorId } = groupOf(seen, group)!;
  const { slots } = seen.directory.topics.get(topic)!;
  const partition = slots.findIndex((slot) => seen.partitions.leader[slot] !== coordinatorId);
  await lab.client.deleteGroup(group);
  const offsets = [0, 1, 2].map((each) => each === partition ? COMMITTED : undefined);
  await lab.client.commit(group, topic, offsets);
  const slot = slots[partition]!;
  await reader.cycleUntil(
    "its lag is known",
    (now) => hasLag(now, group, slot) && groupOf(now, group)?.coordinatorId === coordinatorId,
  );
  return { group, slot, coordinatorId };
}

Deno.test("a group whose coordinator is frozen is known and not gone, and another takes over", async () => {
  await using lab = await openSharedLab();
  using reader = new ClusterReader(lab.bootstrapServers);
  const { group, slot, coordinatorId } = await makeGroup(lab, reader);
  await lab.freeze(coordinatorId);
  try {
    const frozen = await reader.cycleUntil(
      "the group is there, and nothing of it is known any more",
      (now) => {
        const known = groupOf(now, group);
        return known !== undefined && known.commits === undefined && known.state === undefined &&
          now.brokersWithoutGroupList.includes(coordinatorId);
      },
    );
    const { listedAtMs } = groupOf(frozen, group)!;
    assert.ok(frozen.finishedAtMs - listedAtMs >= frozen.limits.offsetsMs);
    assert.deepEqual(frozen.missingGroups.filter(({ groupId }) => groupId === group), []);
    const moved = await reader.cycleUntil(
      "another broker coordinates it, and its lag and state are known",
      (now) =>
        hasLag(now, group, slot) && groupOf(now, group)?.coordinatorId !== coordinatorId &&
        groupOf(now, group)?.state !== undefined,
      90_000,
    );
    assert.equal(groupOf(moved, group)!.state, "Empty");
  } finally {
    await lab.thaw(coordinatorId);
  }
  const back = await reader.cycleUntil(
    "all brokers tell their groups, and the lag is known",
    (now) =>
      now.brokersWithoutGroupList.length === 0 && now.brokers.every(({ up }) => up) &&
      hasLag(now, group, slot),
    90_000,
  );
  assert.equal(back.groups.filter(({ groupId }) => groupId === group).length, 1);
  assert.ok(isNeverGone(reader, group));
});

async function untilInSync(reader: ClusterReader): Promise<void> {
  await reader.cycleUntil(
    "all brokers are in sync",
    ({ partitions, directory }) =>
      directory.topics.get("__consumer_offsets")?.slots
        .every((each) => partitions.inSyncReplicas[each]?.length === 3) ?? false,
    90_000,
  );
}

Deno.test("a group is found where it moves, when its coordinator dies and comes back", async () => {
  await using lab = await openSharedLab();
  using reader = new ClusterReader(lab.bootstrapServers);
  // At its preferred leader, as all are when a test begins: where it is led again in the end.
  const { group, slot, coordinatorId } = await makeGroup(lab, reader);
  await lab.kill(coordinatorId);
  const moved = await reader.cycleUntil(
    "another broker coordinates it",
    (now) => hasLag(now, group, slot) && groupOf(now, group)?.coordinatorId !== coordinatorId,
    90_000,
  );
  const { coordinatorId: second } = groupOf(moved, group)!;
  await lab.restart(coordinatorId);
  await untilInSync(reader);
  await reader.cycleUntil(
    "it has moved back",
    (now) => hasLag(now, group, slot) && groupOf(now, group)?.coordinatorId === coordinatorId,
    90_000,
    // The controller may learn later than the reader that the broker is in sync.
    () => lab.client.electPreferred("__consumer_offsets"),
  );
  const moves = reader.cycles.flatMap(({ changes }) => changes.coordinatorsMoved)
    .filter(({ groupId }) => groupId === group);
  assert.deepEqual(moves.at(-1), { groupId: group, from: second, to: coordinatorId });
  assert.ok(isNeverGone(reader, group));
});

Deno.test("a deleted group leaves at once, and is gone when its coordinator keeps saying so", async () => {
  await using lab = await openSharedLab();
  using reader = new ClusterReader(lab.bootstrapServers);
  const { group } = await makeGroup(lab, reader);
  const isMissing = (cycle: Cycle) => cycle.missingGroups.some(({ groupId }) => groupId === group);
  await lab.client.deleteGroup(group);
  const left = await reader.cycleUntil("it has left", (now) => groupOf(now, group) === undefined);
  assert.ok(isMissing(left) && !left.goneGroups.includes(group));
  const gone = await reader.cycleUntil("it is gone", (now) => now.goneGroups.includes(group));
  assert.ok(!isMissing(gone));
  assert.deepEqual(gone.changes.groupsGone.filter((each) => each === group), [group]);
  const next = await reader.cycleUntil("the next cycle is done", () => true);
  assert.ok(!next.goneGroups.includes(group) && !isMissing(next), "that is told once");
});
