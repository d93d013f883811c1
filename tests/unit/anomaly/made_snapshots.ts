import { PartitionDirectory, type TopicShape } from "../../../src/history/partition_directory.ts";
import type { ClusterSnapshot } from "../../../src/model/cluster_snapshot.ts";
import { madeSnapshot } from "../metrics/make_reading.ts";

/** A topic of a hand-made snapshot: the end offset and the read time of each partition. */
export type MadeEnds = readonly (readonly [offset: number, readAtMs: number])[];

/** Snapshots of one cluster, as its directory sees the topics come and go. */
export class MadeCluster {
  readonly #directory = new PartitionDirectory();

  /** The next snapshot; a topic's id is its name unless given as `name@id`. */
  snapshot(topics: Readonly<Record<string, MadeEnds>>, finishedAtMs = 0): ClusterSnapshot {
    const shapes = Object.entries(topics).map(([key, ends]): TopicShape => {
      const [name, id] = key.split("@") as [string, string | undefined];
      const internal = name.startsWith("__");
      return { name, topicId: id ?? name, internal, partitionCount: ends.length };
    });
    const directory = this.#directory.update(shapes);
    const latestOffset = new Float64Array(directory.capacity).fill(NaN);
    const latestReadAtMs = new Float64Array(directory.capacity).fill(NaN);
    Object.values(topics).forEach((ends, at) => {
      const { slots } = directory.topics.get(shapes[at]!.name)!;
      ends.forEach(([offset, readAtMs], partition) => {
        latestOffset[slots[partition]!] = offset;
        latestReadAtMs[slots[partition]!] = readAtMs;
      });
    });
    const made = madeSnapshot({});
    const partitions = { ...made.partitions, latestOffset, latestReadAtMs };
    return { ...made, directory, partitions, finishedAtMs };
  }
}
