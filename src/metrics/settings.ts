import * as z from "zod";

/** Labels that series have already; a constant label must not hide one. */
const OWN_LABELS: ReadonlySet<string> = new Set(
  ("address api broker client_id cluster cluster_id cluster_name collector consumer_id " +
    "consumergroup coordinator dir direction flag group group_instance_id host id jvm le " +
    "member_host member_id method mode part partition protocol quantile rack reason result " +
    "role severity sink state status topic type").split(" "),
);

const LABEL_NAME = /^(?!__)[A-Za-z_][A-Za-z0-9_]*$/;

const GRANULARITIES = ["partition", "topic", "group"] as const;

/** The finest label of series about partitions and commits: each port has such a setting. */
const granularitySetting = z.enum(GRANULARITIES, {
  error: "is not a granularity: it must be partition, topic or group",
}).prefault("partition");

/** See the setting. */
export type Granularity = z.output<typeof granularitySetting>;

/** Settings of what is exposed to Prometheus, as a file has them. */
export const metricsFields = z.strictObject({
  labels: z.record(z.string(), z.string()).prefault({}).superRefine((labels, context) => {
    for (const name of Object.keys(labels)) {
      const problem = labelProblem(name);
      if (problem !== undefined) {
        context.addIssue({ code: "custom", path: [name], message: problem });
      }
    }
  }).describe("Constant labels added to every series."),
  granularity: granularitySetting.describe(
    "partition: everything; topic: sums over partitions; group: also sums of groups over topics.",
  ),
  partition_sizes: z.boolean().prefault(false)
    .describe("Adds the size of every replica: as many series as there are replicas."),
  member_info: z.boolean().prefault(false)
    .describe("Adds a series for every member of every group; new ones with every restart."),
  lag_granularity: granularitySetting.describe("The lag monitor's granularity, in the same way."),
  member_labels: z.boolean().prefault(false).describe(
    "Adds the owning member to the lag monitor's series of partitions; new ones with every restart.",
  ),
});

/** Checks what is exposed. */
export const metricsSettings = metricsFields.superRefine((metrics, context) => {
  const { granularity, lag_granularity } = metrics;
  const needs = (key: string, what: string, given: Granularity) => {
    if (given === "partition") return;
    const message = `needs the ${what} partition, not ${given}: leave out one of them`;
    context.addIssue({ code: "custom", path: [key], message });
  };
  if (metrics.partition_sizes) needs("partition_sizes", "granularity", granularity);
  if (metrics.member_labels) needs("member_labels", "lag_granularity", lag_granularity);
}).transform((metrics) => ({
  labels: metrics.labels,
  granularity: metrics.granularity,
  partitionSizes: metrics.partition_sizes,
  memberInfo: metrics.member_info,
  lagGranularity: metrics.lag_granularity,
  memberLabels: metrics.member_labels,
}));

/** What is added to every series, and which series are served. */
export type MetricsSettings = z.output<typeof metricsSettings>;

function labelProblem(name: string): string | undefined {
  if (!LABEL_NAME.test(name)) {
    return "has a label name that Prometheus does not take: use letters, digits and underscores, " +
      "no digit first, no two underscores first";
  }
  return OWN_LABELS.has(name)
    ? `has the label name ${name}, which series have already: choose another`
    : undefined;
}
