import type { ClusterReading } from "../../../src/model/readings.ts";
import {
  type MadeCommit,
  madeGroup,
  type MadePartition,
  madeReading,
  madeSnapshot,
} from "./make_reading.ts";

/** How large a made-up cluster is. */
export interface ClusterSize {
  readonly topics: number;
  readonly partitionsPerTopic: number;
  readonly groups: number;
  readonly commitsPerGroup: number;
}

/** A made-up cluster of that size with offsets as they are after some time. */
export function bigReading(size: ClusterSize): ClusterReading {
  const offset = (seed: number) => (seed * 7_919) % 1_000_000;
  const partition = (seed: number): MadePartition => ({
    leader: seed % 3,
    replicas: [seed % 3, (seed + 1) % 3, (seed + 2) % 3],
    earliest: 0,
    latest: offset(seed) + seed % 100,
  });
  const name = (topic: number) => `load-topic-${topic}`;
  const snapshot = madeSnapshot(Object.fromEntries(
    Array.from({ length: size.topics }, (_, topic) => [
      name(topic),
      Array.from({ length: size.partitionsPerTopic }, (_, p) => partition(topic * 50 + p)),
    ]),
  ));
  const total = size.topics * size.partitionsPerTopic;
  const groups = Array.from({ length: size.groups }, (_, group) => {
    const commits = Array.from({ length: size.commitsPerGroup }, (_, index): MadeCommit => {
      const at = (group * size.commitsPerGroup + index) % total;
      return [
        name(Math.floor(at / size.partitionsPerTopic)),
        at % size.partitionsPerTopic,
        offset(at),
      ];
    });
    return madeGroup(snapshot, `load-group-${group}`, commits);
  });
  return madeReading({ ...snapshot, groups });
}
