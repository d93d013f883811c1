import assert from "node:assert/strict";
import type { SimulatedState } from "../../../bench/simulated/simulated_state.ts";
import type { ClusterSnapshot } from "../../../src/model/cluster_snapshot.ts";

/** How much of a simulated cluster a snapshot knows. */
export interface Known {
  readonly earliest: number;
  readonly latest: number;
  readonly leaders: number;
  readonly commits: number;
}

/**
 * Holds everything that a snapshot says against what the simulated cluster holds: what is known
 * must be right. Counts the values that are known.
 */
export function compareWithState(snapshot: ClusterSnapshot, state: SimulatedState): Known {
  const { directory, partitions, groups } = snapshot;
  assert.deepEqual([...directory.topics.keys()].sort(), [...state.topics.keys()].sort());
  const known = { earliest: 0, latest: 0, leaders: 0, commits: 0 };
  const count = (what: keyof Known, told: number, real: number) => {
    if (Number.isNaN(told)) return;
    assert.equal(told, real, what);
    known[what]++;
  };
  for (const [name, { slots }] of directory.topics) {
    const topic = state.topics.get(name)!;
    slots.forEach((slot, partition) => {
      count("earliest", partitions.earliestOffset[slot]!, topic.earliest[partition]!);
      count("latest", partitions.latestOffset[slot]!, topic.latest[partition]!);
      count("leaders", partitions.leader[slot]!, topic.leaders[partition]!);
    });
  }
  for (const { groupId, commits } of groups) {
    const told = new Map(
      [...commits?.slots ?? []].map((slot, at) => [slot, commits!.offsets[at]!]),
    );
    for (const { topic, partitions, offsets } of state.groups.get(groupId)!.commits) {
      const { slots } = directory.topics.get(topic.name)!;
      partitions.forEach((p, at) => count("commits", told.get(slots[p]!) ?? NaN, offsets[at]!));
    }
  }
  return known;
}
