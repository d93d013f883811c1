import type { AlertPart } from "../../model/alert_event.ts";
import type { ClusterSnapshot } from "../../model/cluster_snapshot.ts";
import { partitionName } from "./partition_name.ts";

/** The most parts that an alert's details name. */
const MOST_PARTS = 20;

/** Counts partitions and keeps the gravest. They are named as in Kafka's own logs: `topic-3`. */
export class WorstPartitions {
  readonly #snapshot: ClusterSnapshot;
  readonly #sign: 1 | -1;
  readonly #gravities: number[] = [];
  readonly #slots: number[] = [];
  #total = 0;

  /** `least`: the smaller the value the graver, as of replicas that are left. */
  constructor(snapshot: ClusterSnapshot, gravest: "most" | "least") {
    this.#snapshot = snapshot;
    this.#sign = gravest === "most" ? 1 : -1;
  }

  /** A value that is not known (NaN) is the least grave. */
  add(value: number, slot: number): void {
    this.#total++;
    const gravity = Number.isNaN(value) ? -Infinity : this.#sign * value;
    const kept = this.#gravities;
    if (kept.length === MOST_PARTS && kept[MOST_PARTS - 1]! >= gravity) return;
    const slots = this.#slots;
    let at = kept.length < MOST_PARTS ? kept.push(gravity) - 1 : MOST_PARTS - 1;
    for (; at > 0 && kept[at - 1]! < gravity; at--) {
      kept[at] = kept[at - 1]!;
      slots[at] = slots[at - 1]!;
    }
    kept[at] = gravity;
    slots[at] = slot;
  }

  /** As an alert has them. */
  get details(): { readonly worst: readonly AlertPart[]; readonly total: number } {
    const { slotTopic, slotPartition } = this.#snapshot.directory;
    const worst = this.#slots.map((slot, index) => {
      const gravity = this.#gravities[index]!;
      const value = gravity === -Infinity ? NaN : this.#sign * gravity;
      return { name: partitionName(slotTopic[slot]!, slotPartition[slot]!), value };
    });
    return { worst, total: this.#total };
  }

  get total(): number {
    return this.#total;
  }
}
