import { type TopicRows, withRoom } from "./messages/topic_rows.ts";
import type { PartitionTable } from "./partition_table.ts";

/** What is asked of one leader: the partitions that it leads, topic by topic. */
export interface LeaderPlan {
  readonly brokerId: number;
  readonly topics: readonly TopicRows[];
  readonly partitionIndexes: Int32Array;
  /** NaN for any. */
  readonly leaderEpochs: Float64Array;
}

/**
 * Sorts partitions by leader: those of the given slots, or all. Leaderless ones are left out, and
 * no partition is named twice (the broker refuses such a request).
 */
export function* planByLeader(
  table: PartitionTable,
  only?: readonly number[],
): Generator<void, LeaderPlan[], void> {
  const { topics, capacity } = table.directory;
  const wanted = only && marked(only, capacity);
  const plans = new Map<number, PlanInTheMaking>();
  for (const { name, slots } of topics.values()) {
    for (let partition = 0; partition < slots.length; partition++) {
      const slot = slots[partition]!;
      const leader = table.leader(slot);
      if (Number.isNaN(leader) || wanted?.[slot] === 0) continue;
      let plan = plans.get(leader);
      if (plan === undefined) plans.set(leader, plan = new PlanInTheMaking());
      plan.add(name, partition, table.leaderEpoch(slot));
    }
    yield;
  }
  return [...plans].map(([brokerId, plan]) => ({ brokerId, ...plan.columns() }));
}

class PlanInTheMaking {
  readonly #topics: { readonly name: string; readonly from: number; to: number }[] = [];
  #rows = 0;
  #partitionIndexes = new Int32Array(64);
  #leaderEpochs = new Float64Array(64);

  add(name: string, partition: number, leaderEpoch: number): void {
    const row = this.#rows++;
    this.#partitionIndexes = withRoom(this.#partitionIndexes, this.#rows);
    this.#leaderEpochs = withRoom(this.#leaderEpochs, this.#rows);
    this.#partitionIndexes[row] = partition;
    this.#leaderEpochs[row] = leaderEpoch;
    const topic = this.#topics.at(-1);
    if (topic?.name === name) topic.to = this.#rows;
    else this.#topics.push({ name, from: row, to: this.#rows });
  }

  columns(): Omit<LeaderPlan, "brokerId"> {
    return {
      topics: this.#topics,
      partitionIndexes: this.#partitionIndexes.subarray(0, this.#rows),
      leaderEpochs: this.#leaderEpochs.subarray(0, this.#rows),
    };
  }
}

function marked(slots: readonly number[], capacity: number): Uint8Array {
  const marks = new Uint8Array(capacity);
  for (const slot of slots) marks[slot] = 1;
  return marks;
}
