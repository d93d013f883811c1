import type { GroupLag } from "../../model/lag_report.ts";
import type { Collector } from "../collector.ts";
import { groupFamily, groupTopicFamily } from "./lag_families.ts";

/** A value over the partitions of a group; none if it has committed on none. */
function total(of: (group: GroupLag) => number): (group: GroupLag) => number {
  return (group) => group.slots.length === 0 ? NaN : of(group);
}

/** Lag of every group over its partitions. One that is not known leaves the whole unknown. */
export const lagTotals: Collector = {
  name: "lag_totals",
  families: [
    groupFamily(
      { name: "kafka_consumergroup_group_max_lag", help: "Max group offset lag" },
      total(({ maxLag }) => maxLag),
    ),
    groupFamily(
      { name: "kafka_consumergroup_group_max_lag_seconds", help: "Max group time lag" },
      total(({ maxLagSeconds }) => maxLagSeconds),
    ),
    groupFamily(
      { name: "kafka_consumergroup_group_sum_lag", help: "Sum of group offset lag" },
      total(({ sumLag }) => sumLag),
    ),
    groupTopicFamily(
      {
        name: "kafka_consumergroup_group_topic_sum_lag",
        help: "Sum of group offset lag across topic partitions",
      },
      ({ sumLag }) => sumLag,
      "nothing",
    ),
  ],
};
