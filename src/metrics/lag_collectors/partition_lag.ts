import type { GroupLag } from "../../model/lag_report.ts";
import type { Collector, MetricFamily } from "../collector.ts";
import { finite } from "./lag_families.ts";
import { MEMBER_LABELS, memberLabels } from "./member_labels.ts";

const A_STEP = 256;

/** Gives the value of a group on the n-th of its partitions; NaN where it is not known. */
type PartitionValue = (group: GroupLag, index: number) => number;

/** Lag of every group on every partition, with the member that owns it if that is wanted. */
export function partitionLag(withMembers: boolean): Collector {
  const family = (name: string, help: string, valueOf: PartitionValue): MetricFamily => ({
    name,
    type: "gauge",
    help,
    labels: ["group", ...withMembers ? MEMBER_LABELS : [], "topic", "partition"],
    *samples({ lag, snapshot, caches, nowMs }, out) {
      if (lag === undefined || snapshot === undefined) return;
      const membersOf = withMembers ? memberLabels(snapshot, nowMs) : undefined;
      for (const group of lag.groups) {
        const label = caches.group(group.groupId);
        const labelOf = membersOf?.(group.groupId, label);
        const { slots } = group;
        for (let index = 0; index < slots.length; index++) {
          if (index % A_STEP === 0) yield;
          const slot = slots[index]!;
          if (snapshot.directory.slotTopic[slot] === undefined) continue;
          const value = finite(valueOf(group, index));
          out.slot(caches.slots, slot, value, labelOf?.(slot) ?? label);
        }
      }
    },
    coarser: { topic: "nothing" },
  });
  return {
    name: "partition_lag",
    families: [
      family(
        "kafka_consumergroup_group_offset",
        "Last group consumed offset of a partition",
        ({ committed }, index) => committed[index]!,
      ),
      family(
        "kafka_consumergroup_group_lag",
        "Group offset lag of a partition",
        ({ lag }, index) => lag[index]!,
      ),
      family(
        "kafka_consumergroup_group_lag_seconds",
        "Group time lag of a partition",
        ({ lagSeconds }, index) => lagSeconds[index]!,
      ),
    ],
  };
}
