import type { Collector } from "../collector.ts";
import { groupFamily, groupTopicFamily, LEAST, SUM } from "./lag_families.ts";

/** How fast groups read, and where that leads. */
export const lagRates: Collector = {
  name: "lag_rates",
  families: [
    groupTopicFamily(
      {
        name: "kafka_consumergroup_group_consume_rate",
        help: "Messages a second that the group commits.",
      },
      ({ consumeRate }) => consumeRate,
      SUM,
    ),
    groupTopicFamily(
      {
        name: "kafka_consumergroup_group_produce_rate",
        help: "Messages a second that come to the partitions that the group has committed on.",
      },
      ({ produceRate }) => produceRate,
      SUM,
    ),
    groupFamily(
      {
        name: "kafka_consumergroup_group_catch_up_seconds",
        help: "Seconds until the group has read everything, by the rates now.",
      },
      ({ catchUpSeconds }) => catchUpSeconds,
    ),
    groupTopicFamily(
      {
        name: "kafka_consumergroup_group_seconds_until_loss",
        help: "Seconds until retention deletes messages that the group has not read.",
      },
      ({ secondsUntilLoss }) => secondsUntilLoss,
      LEAST,
    ),
    groupTopicFamily(
      {
        name: "kafka_consumergroup_group_seconds_since_offset_advanced",
        help: "Seconds since a committed offset was seen to move, on partitions with lag.",
      },
      ({ secondsSinceAdvanced }) => secondsSinceAdvanced,
      LEAST,
    ),
  ],
};
