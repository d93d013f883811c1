import type { QuorumSnapshot } from "../model/quorum_snapshot.ts";
import { isAnother, type ToldTopics } from "./apply_metadata.ts";
import type { CarriedFrom } from "./partition_table.ts";

/** Nodes that follow fetch at least every 0.5 s; one that did not have all for so long is late. */
const LATE_MS = 5_000;

/** How many partitions are told with a lower leader epoch than that of the snapshot. */
export function* countOlder(
  { topics, partitions }: ToldTopics,
  { directory, partitions: { leaderEpoch } }: CarriedFrom,
): Generator<void, number, void> {
  const { partitionIndexes, leaderEpochs } = partitions;
  let older = 0;
  for (const topic of topics) {
    const entry = topic.name === undefined ? undefined : directory.topics.get(topic.name);
    if (entry === undefined || isAnother(entry.topicId, topic.topicId)) continue;
    for (let row = topic.from; row < topic.to; row++) {
      const slot = entry.slots[partitionIndexes[row]!];
      if (slot !== undefined && leaderEpochs[row]! < leaderEpoch[slot]!) older++;
    }
    yield;
  }
  return older;
}

/** Nodes that are behind others in the metadata log, as far as the quorum's leader has told. */
export function lateNodes(quorum: QuorumSnapshot | undefined): ReadonlySet<number> {
  const replicas = quorum?.replicas ?? [];
  const newestMs = Math.max(
    ...replicas.map((each) => each.lastCaughtUpAtMs).filter((ms) => !Number.isNaN(ms)),
  );
  const late = replicas.filter((each) => each.lastCaughtUpAtMs < newestMs - LATE_MS);
  return new Set(late.map(({ id }) => id));
}
