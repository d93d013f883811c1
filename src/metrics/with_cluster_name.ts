import type { Collector, MetricFamily } from "./collector.ts";

/**
 * The collector with the label `cluster_name` on every sample, as kafka-lag-exporter has it.
 * Nothing is written of a cluster until it is known what it is called.
 */
export function withClusterName({ name, families }: Collector): Collector {
  return { name, families: families.map(named) };
}

function named(family: MetricFamily): MetricFamily {
  const { topic, group } = family.coarser ?? {};
  return {
    ...family,
    labels: ["cluster_name", ...family.labels],
    *samples(view, out) {
      if (view.namedLabels === undefined) return;
      out.constantLabels(view.namedLabels);
      yield* family.samples(view, out) ?? [];
    },
    coarser: {
      ...topic === undefined ? {} : { topic: namedStandIn(topic) },
      ...group === undefined ? {} : { group: namedStandIn(group) },
    },
  };
}

function namedStandIn(standIn: MetricFamily | "nothing"): MetricFamily | "nothing" {
  return standIn === "nothing" ? standIn : named(standIn);
}
