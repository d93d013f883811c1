import assert from "node:assert/strict";
import { clusterChanges } from "../../../src/history/cluster_changes.ts";
import { PartitionDirectory } from "../../../src/history/partition_directory.ts";
import { countTopicChanges } from "../../../src/history/topic_change_counters.ts";
import type { ClusterSnapshot } from "../../../src/model/cluster_snapshot.ts";
import { runAtOnce } from "../../../src/runtime/slices.ts";
import { madeGroup, madeSnapshot } from "../metrics/make_reading.ts";

type Shape = readonly [name: string, topicId: string, ends: readonly number[]];

/** Snapshots one after another over one directory. */
class Cluster {
  readonly #directory = new PartitionDirectory();

  snapshot(shapes: readonly Shape[], more: Partial<ClusterSnapshot> = {}): ClusterSnapshot {
    const directory = this.#directory.update(shapes.map(([name, topicId, ends]) => ({
      name,
      topicId,
      internal: false,
      partitionCount: ends.length,
    })));
    const made = madeSnapshot({});
    const latestOffset = new Float64Array(directory.capacity).fill(NaN);
    for (const [name, , ends] of shapes) {
      ends.forEach((end, p) => latestOffset[directory.topics.get(name)!.slots[p]!] = end);
    }
    return { ...made, directory, partitions: { ...made.partitions, latestOffset }, ...more };
  }
}

function changes(before: readonly Shape[], now: readonly Shape[]) {
  const cluster = new Cluster();
  const previous = cluster.snapshot(before);
  return runAtOnce(clusterChanges(previous, cluster.snapshot(now)));
}

const NOTHING = {
  created: [],
  deleted: [],
  grown: [],
  recreated: [],
  truncations: [],
  groupsGone: [],
  coordinatorsMoved: [],
};

Deno.test("before the first snapshot nothing has changed", () => {
  const first = new Cluster().snapshot([["t", "a", [5]]]);
  assert.deepEqual(runAtOnce(clusterChanges(undefined, first)), NOTHING);
});

Deno.test("records that come are no change", () => {
  assert.deepEqual(changes([["t", "a", [5, 6]]], [["t", "a", [5, 9]]]), NOTHING);
});

Deno.test("topics that come, go, grow and come again are told apart", () => {
  const before: Shape[] = [["gone", "g", [1]], ["grows", "h", [1]], ["again", "i", [9, 9, 9]]];
  const now: Shape[] = [["new", "n", [1]], ["grows", "h", [1, 0]], ["again", "j", [0]]];
  assert.deepEqual(changes(before, now), {
    ...NOTHING,
    created: ["new"],
    deleted: ["gone"],
    grown: [{ topic: "grows", from: 1, to: 2 }],
    recreated: [{ topic: "again", from: 3, to: 1 }],
  });
});

Deno.test("a topic that is created again with more partitions has not grown", () => {
  const { grown, recreated } = changes([["t", "a", [9]]], [["t", "b", [0, 0]]]);
  assert.deepEqual(grown, []);
  assert.deepEqual(recreated, [{ topic: "t", from: 1, to: 2 }]);
});

Deno.test("a log whose end goes back was truncated, but not one that is not known", () => {
  const { truncations } = changes([["t", "a", [5, 9, 9]]], [["t", "a", [5, 7, NaN]]]);
  assert.deepEqual(truncations, [
    { topic: "t", partition: 1, slot: 1, fromOffset: 9, toOffset: 7 },
  ]);
});

Deno.test("a group that another broker lists has moved", () => {
  const cluster = new Cluster();
  const previous = cluster.snapshot([["t", "a", [1]]]);
  const of = (coordinatorId: number) => [madeGroup(previous, "g", [], { coordinatorId })];
  const found = runAtOnce(
    clusterChanges({ ...previous, groups: of(1) }, { ...previous, groups: of(2) }),
  );
  assert.deepEqual(found.coordinatorsMoved, [{ groupId: "g", from: 1, to: 2 }]);
});

Deno.test("changes are counted by topic, from 0 on", () => {
  const cluster = new Cluster();
  const steps: Shape[][] = [
    [["t", "a", [5]], ["u", "b", [5]]],
    [["t", "a", [5, 0]], ["u", "b", [4]]],
    [["t", "c", [0, 0, 0]], ["v", "d", [0]]],
  ];
  let previous: ClusterSnapshot | undefined;
  let counts: ReturnType<typeof countTopicChanges> = new Map();
  const seen: unknown[] = [];
  for (const step of steps) {
    const next = cluster.snapshot(step);
    const found = runAtOnce(clusterChanges(previous, next));
    counts = countTopicChanges(counts, found, next);
    seen.push(Object.fromEntries(counts));
    previous = next;
  }
  const count = (increases: number, recreations: number, truncations: number) => ({
    increases,
    recreations,
    truncations,
  });
  assert.deepEqual(seen, [
    { t: count(0, 0, 0), u: count(0, 0, 0) },
    { t: count(1, 0, 0), u: count(0, 0, 1) },
    { t: count(1, 1, 0), v: count(0, 0, 0) },
  ]);
});
