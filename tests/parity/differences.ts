import type { Exposition, Sample } from "../program/exposition_parser.ts";
import { EXPORTER_METRICS } from "./exporter_rules.ts";

/** A series that one side lacks, or whose values differ. */
export interface Difference {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly ours: number | undefined;
  readonly theirs: number | undefined;
}

/** What is different on purpose; docs/metrics.md lists the same. */
interface AllowedDifference {
  readonly what: string;
  holds(difference: Difference, ours: Exposition, theirs: readonly Sample[]): boolean;
}

const GROUP = "kafka_consumergroup_";

/** Whether a sample is of that metric and has all these labels. */
function isOf(
  sample: Sample,
  name: string,
  labels: Readonly<Record<string, string | undefined>>,
): boolean {
  return sample.name === name &&
    Object.entries(labels).every(([key, value]) => sample.labels[key] === value);
}

function typeOf(ours: Exposition, consumergroup: string | undefined): string | undefined {
  const [info] = ours.samples.filter((each) => isOf(each, `${GROUP}info`, { consumergroup }));
  return info?.labels["type"];
}

/** Committed messages that are deleted already, of one partition. */
function deletedOf({ labels }: Pick<Difference, "labels">, ours: Exposition): number {
  const { topic, partition } = labels as { topic: string; partition: string };
  const start = ours.value("kafka_topic_partition_oldest_offset", { topic, partition });
  const committed = ours.value(`${GROUP}current_offset`, labels as Record<string, string>);
  return Math.max(0, start! - committed!);
}

/** Every difference that there may be, each with what it must look like exactly. */
export const ALLOWED_DIFFERENCES: readonly AllowedDifference[] = [
  {
    what: "a partition without a commit has no series; there it is -1",
    holds: ({ name, ours, theirs }) =>
      (name === `${GROUP}current_offset` || name === `${GROUP}lag`) &&
      ours === undefined && theirs === -1,
  },
  {
    what: "the -1 of such partitions is not part of the sum of committed offsets",
    holds: ({ name, labels, ours, theirs }, _, all) =>
      name === `${GROUP}current_offset_sum` && ours! - theirs! > 0 &&
      ours! - theirs! ===
        all.filter((each) => isOf(each, `${GROUP}current_offset`, labels) && each.value === -1)
          .length,
  },
  {
    what: "lag does not count messages that are deleted already",
    holds: ({ name, labels, ours, theirs }, exposition) =>
      name === `${GROUP}lag` && theirs! - ours! > 0 &&
      theirs! - ours! === deletedOf({ labels }, exposition),
  },
  {
    what: "nor does the sum of lags",
    holds: ({ name, labels, ours, theirs }, exposition) =>
      name === `${GROUP}lag_sum` && theirs! - ours! > 0 &&
      theirs! - ours! ===
        exposition.samples.filter((each) => isOf(each, `${GROUP}current_offset`, labels)).reduce(
          (total, each) => total + deletedOf(each, exposition),
          0,
        ),
  },
  {
    what: "members of groups of the newer protocols are counted; there they are 0",
    holds: ({ name, labels, ours, theirs }, exposition) =>
      name === `${GROUP}members` && ours! > 0 && theirs === 0 &&
      /^(consumer|share|streams)$/.test(typeOf(exposition, labels["consumergroup"]) ?? ""),
  },
  {
    what: "share groups have offsets and lag; there they have none",
    holds: ({ name, labels, ours, theirs }, exposition) =>
      /_(lag|current_offset)(_sum)?$/.test(name) && ours !== undefined && theirs === undefined &&
      typeOf(exposition, labels["consumergroup"]) === "share",
  },
];

/** All differences in the metrics of kafka_exporter, sorted by series. */
export function differences(ours: Exposition, theirs: readonly Sample[]): Difference[] {
  const found = new Map<string, Difference>();
  const put = (sample: Sample, side: "ours" | "theirs") => {
    if (!EXPORTER_METRICS.has(sample.name)) return;
    const { name, labels, value } = sample;
    const key = `${name}${JSON.stringify(Object.entries(labels).sort())}`;
    const known = found.get(key) ?? { name, labels, ours: undefined, theirs: undefined };
    found.set(key, { ...known, [side]: value });
  };
  for (const sample of ours.samples) put(sample, "ours");
  for (const sample of theirs) put(sample, "theirs");
  return [...found].sort(([a], [b]) => a < b ? -1 : 1).map(([, each]) => each)
    .filter((each) => each.ours !== each.theirs);
}

/** Differences by what allows them; `undefined` has those that nothing allows. */
export function sortDifferences(
  ours: Exposition,
  theirs: readonly Sample[],
): Map<string | undefined, Difference[]> {
  return Map.groupBy(
    differences(ours, theirs),
    (each) => ALLOWED_DIFFERENCES.find(({ holds }) => holds(each, ours, theirs))?.what,
  );
}
