import type { ClusterSnapshot } from "../../model/cluster_snapshot.ts";
import type { TopicEntry } from "../../model/partition_directory_view.ts";
import type { MetricFamily } from "../collector.ts";

type ValueOf = (topic: TopicEntry) => number;

/**
 * A gauge with one sample a topic. `valuesOf` is asked once a pass and gives the value of a topic,
 * perhaps in steps; NaN means none.
 */
export function topicFamily(
  name: string,
  help: string,
  valuesOf: (
    snapshot: ClusterSnapshot,
    nowMs: number,
  ) => ValueOf | Generator<void, ValueOf, void>,
): MetricFamily {
  return {
    name,
    type: "gauge",
    help,
    labels: ["topic"],
    *samples({ snapshot, nowMs, caches }, out) {
      if (snapshot === undefined) return;
      const found = valuesOf(snapshot, nowMs);
      const valueOf = typeof found === "function" ? found : yield* found;
      for (const topic of snapshot.directory.topics.values()) {
        out.sample(valueOf(topic), caches.topic(topic));
        yield;
      }
    },
  };
}
