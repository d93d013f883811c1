import type { TopicRate } from "../../model/rate_report.ts";
import type { Collector, MetricFamily } from "../collector.ts";
import { finite } from "./lag_families.ts";

/** How many messages come to topics, and whether that is usual. */
export const messageRates: Collector = {
  name: "message_rates",
  families: [
    rateFamily(
      "kafka_topic_message_rate",
      "Messages a second that come to the topic.",
      ({ rate }) => rate,
    ),
    rateFamily(
      "kafka_topic_message_rate_expected",
      "Messages a second that would be usual now.",
      ({ expectedRate }) => expectedRate,
    ),
    rateFamily(
      "kafka_topic_message_rate_score",
      "Usual deviations above (positive) or below what is usual.",
      ({ score }) => score,
    ),
  ],
};

function rateFamily(
  name: string,
  help: string,
  valueOf: (rate: TopicRate) => number,
): MetricFamily {
  return {
    name,
    type: "gauge",
    help,
    labels: ["topic"],
    *samples({ rates, snapshot, caches }, out) {
      for (const topic of snapshot?.directory.topics.values() ?? []) {
        const rate = rates?.topics.get(topic.name);
        if (rate !== undefined) out.sample(finite(valueOf(rate)), caches.topic(topic));
        yield;
      }
    },
  };
}
