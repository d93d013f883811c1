import type { GroupLag, GroupTopicLag } from "../../model/lag_report.ts";
import type { CollectorView, MetricFamily } from "../collector.ts";
import type { MetricType, SampleWriter } from "../sample_writer.ts";

/** How a metric is called, what it is, and what it says. */
export interface FamilyHead {
  readonly name: string;
  /** A gauge by default. */
  readonly type?: MetricType;
  readonly help: string;
}

/** Called for a group; it writes with the group's label. */
type WriteGroup = (group: GroupLag, label: Uint8Array, view: CollectorView) => void;

/** A metric of groups, with more labels if `write` writes them. */
export function groupSamples(
  { name, type = "gauge", help }: FamilyHead,
  labels: readonly string[],
  write: (out: SampleWriter) => WriteGroup,
): MetricFamily {
  return {
    name,
    type,
    help,
    labels: ["group", ...labels],
    *samples(view, out) {
      const writeGroup = write(out);
      for (const group of view.lag?.groups ?? []) {
        writeGroup(group, view.caches.group(group.groupId), view);
        yield;
      }
    },
  };
}

/** A metric with one sample a group; NaN and infinity are none. */
export function groupFamily(head: FamilyHead, valueOf: (group: GroupLag) => number): MetricFamily {
  return groupSamples(
    head,
    [],
    (out) => (group, label) => out.sample(finite(valueOf(group)), label),
  );
}

/** What is served of a group over all topics: a function of the known values, or nothing. */
export type OverTopics =
  | "nothing"
  | { readonly help: string; readonly of: (values: readonly number[]) => number };

/** A metric with one sample a group and topic, and what stands for it at granularity `group`. */
export function groupTopicFamily(
  head: FamilyHead,
  valueOf: (topic: GroupTopicLag) => number,
  overTopics: OverTopics,
): MetricFamily {
  const family = groupSamples(head, ["topic"], (out) => (group, label, { snapshot, caches }) => {
    for (const lag of group.topics) {
      const topic = snapshot?.directory.topics.get(lag.topic);
      if (topic !== undefined) out.sample(finite(valueOf(lag)), label, caches.topic(topic));
    }
  });
  const ofGroup = overTopics === "nothing" ? overTopics : groupFamily(
    { ...head, help: `${overTopics.help}: ${head.help}` },
    ({ topics }) => topics.length === 0 ? NaN : overTopics.of(topics.map(valueOf)),
  );
  return { ...family, coarser: { group: ofGroup } };
}

/** The sum over a group's topics; none if one is not known. */
export const SUM: OverTopics = {
  help: "Sum over the group's topics",
  of: (values) => values.reduce((sum, value) => sum + value, 0),
};

/** The least over those topics of a group that have a value. */
export const LEAST: OverTopics = {
  help: "Least over the group's topics",
  of: (values) => Math.min(...values.filter((value) => !Number.isNaN(value))),
};

/** The value; NaN, which is not written, for what is no number. */
export function finite(value: number): number {
  return Number.isFinite(value) ? value : NaN;
}
