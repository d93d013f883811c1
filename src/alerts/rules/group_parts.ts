import type { ClusterSnapshot } from "../../model/cluster_snapshot.ts";
import type { GroupLag } from "../../model/lag_report.ts";
import { isOffline } from "../../model/partition_health.ts";

/** Which of a group's columns belong to which topic. */
export class GroupParts {
  readonly #snapshot: ClusterSnapshot;
  readonly #group: GroupLag;
  #ranges: ReadonlyMap<string, readonly [from: number, to: number]> | undefined;

  constructor(snapshot: ClusterSnapshot, group: GroupLag) {
    this.#snapshot = snapshot;
    this.#group = group;
  }

  /**
   * Indexes into the group's columns of the topic's partitions that somebody leads: offline ones
   * have an alert of their own.
   */
  of(topic: string): number[] {
    this.#ranges ??= this.#findRanges();
    const [from, to] = this.#ranges.get(topic) ?? [0, 0];
    const indexes: number[] = [];
    for (let index = from; index < to; index++) {
      if (!isOffline(this.#snapshot, this.#group.slots[index]!)) indexes.push(index);
    }
    return indexes;
  }

  /** The partitions of one topic are next to each other. */
  #findRanges(): Map<string, readonly [number, number]> {
    const { slots } = this.#group;
    const { slotTopic } = this.#snapshot.directory;
    const ranges = new Map<string, readonly [number, number]>();
    for (let from = 0, to = 0; from < slots.length; from = to) {
      const topic = slotTopic[slots[from]!];
      while (to < slots.length && slotTopic[slots[to]!] === topic) to++;
      if (topic !== undefined) ranges.set(topic.name, [from, to]);
    }
    return ranges;
  }
}
