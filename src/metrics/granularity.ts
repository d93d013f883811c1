import type { Collector, MetricFamily } from "./collector.ts";
import type { Granularity } from "./settings.ts";

/** The collectors with the families that are served at a granularity. */
export function atGranularity(
  collectors: readonly Collector[],
  granularity: Granularity,
): readonly Collector[] {
  if (granularity === "partition") return collectors;
  return collectors.map(({ name, families }) => ({
    name,
    families: families.flatMap((family) => {
      const served = coarser(family, granularity);
      return served === "nothing" ? [] : [served];
    }),
  }));
}

function coarser(family: MetricFamily, granularity: "topic" | "group"): MetricFamily | "nothing" {
  const { topic, group } = family.coarser ?? {};
  return (granularity === "group" ? group ?? topic : topic) ?? family;
}
