import type { ClusterSnapshot } from "../../model/cluster_snapshot.ts";
import type { MetricFamily } from "../collector.ts";
import { topicFamily } from "./topic_family.ts";

const A_STEP = 256;

/** Gives, once a pass, what tells the value of a slot; NaN means none. */
export type SlotValues = (snapshot: ClusterSnapshot, nowMs: number) => (slot: number) => number;

/**
 * What a topic has at a coarser granularity: the sum over all its partitions, and nothing if one
 * has no value; the sum over those that have one; or nothing.
 */
export type TopicTotal = "all" | "known" | "nothing";

/** A gauge with one sample a partition, or with their sum for each topic. */
export function partitionFamily(
  name: string,
  help: string,
  valuesOf: SlotValues,
  total: TopicTotal = "all",
): MetricFamily {
  return {
    name,
    type: "gauge",
    help,
    labels: ["topic", "partition"],
    *samples({ snapshot, nowMs, caches }, out) {
      if (snapshot === undefined) return;
      const { capacity, slotTopic } = snapshot.directory;
      const valueOf = valuesOf(snapshot, nowMs);
      for (let slot = 0; slot < capacity; slot++) {
        if (slot % A_STEP === 0) yield;
        if (slotTopic[slot] !== undefined) out.slot(caches.slots, slot, valueOf(slot));
      }
    },
    coarser: { topic: total === "nothing" ? total : topicTotals(name, help, valuesOf, total) },
  };
}

function topicTotals(
  name: string,
  help: string,
  valuesOf: SlotValues,
  total: "all" | "known",
): MetricFamily {
  return topicFamily(name, `Sum over the topic's partitions: ${help}`, (snapshot, nowMs) => {
    const valueOf = valuesOf(snapshot, nowMs);
    return ({ slots }) => {
      let sum = NaN;
      for (const slot of slots) {
        const value = valueOf(slot);
        if (!Number.isNaN(value)) sum = Number.isNaN(sum) ? value : sum + value;
        else if (total === "all") return NaN;
      }
      return sum;
    };
  });
}
