import type { Collector } from "../collector.ts";
import { groupFamily, groupTopicFamily, SUM } from "./lag_families.ts";

/** What has happened to groups, and which of their partitions are not known. */
export const lagCounters: Collector = {
  name: "lag_counters",
  families: [
    groupTopicFamily(
      {
        name: "kafka_consumergroup_group_messages_lost_total",
        type: "counter",
        help: "Messages that were deleted before the group had read them, at most.",
      },
      ({ messagesLost }) => messagesLost,
      SUM,
    ),
    groupTopicFamily(
      {
        name: "kafka_consumergroup_group_resets_total",
        type: "counter",
        help: "Times that a committed offset lay beyond the end of the log.",
      },
      ({ resets }) => resets,
      SUM,
    ),
    groupFamily(
      {
        name: "kafka_consumergroup_group_rebalances_observed_total",
        type: "counter",
        help: "Rebalances of the group that were seen.",
      },
      ({ rebalancesObserved }) => rebalancesObserved,
    ),
    groupFamily(
      {
        name: "kafka_consumergroup_group_partitions_without_commit",
        help: "Partitions that the group reads and has not committed on.",
      },
      ({ partitionsWithoutCommit }) => partitionsWithoutCommit,
    ),
    groupFamily(
      {
        name: "kafka_consumergroup_group_partitions_unreadable",
        help: "Partitions whose commit or lag could not be read.",
      },
      ({ partitionsUnreadable }) => partitionsUnreadable,
    ),
  ],
};
