import type { Collector } from "../../../src/metrics/collector.ts";
import { everyCollector } from "../metrics/every_collector.ts";
import { everyLagCollector } from "../metrics/every_lag_collector.ts";
import { writePassMetrics } from "../../../src/metrics/pass_metrics.ts";
import { writeProcessMetrics } from "../../../src/metrics/process_metrics.ts";
import { writePublishingMetrics } from "../../../src/metrics/publishing_metrics.ts";
import { SampleWriter } from "../../../src/metrics/sample_writer.ts";
import { SelfMetrics } from "../../../src/metrics/self_metrics.ts";
import { parseExposition } from "../../program/exposition_parser.ts";
import { textOf } from "../metrics/render_text.ts";

/** A metric as documents describe it; without the labels that every series may have, and `le`. */
export interface ServedFamily {
  readonly name: string;
  readonly type: string;
  /** Sorted. */
  readonly labels: readonly string[];
}

/** Every family that :9308 serves, by what the code says or writes, sorted by name. */
export async function servedFamilies(): Promise<ServedFamily[]> {
  const out = new SampleWriter();
  writePass(out);
  const metrics = new SelfMetrics("1.2.3");
  const line = metrics.line(undefined);
  line.cycleDone(true, 1);
  line.requestDone("Metadata", 1, "timeout");
  line.throttled(1, 1);
  await metrics.write(out);
  writeProcessMetrics(out);
  return sortedByName([...declared(everyCollector), ...written(out)]);
}

/** Every family that :9309 serves, in the same way; `cluster_name`, which all have, left out. */
export function servedLagFamilies(): ServedFamily[] {
  const out = new SampleWriter();
  writePass(out);
  const sink = { name: "log", events: 1, failures: 0, queueLength: 0, coalesced: 0 };
  const outside = { published: 1, unchanged: 0, own: 0 };
  writePublishingMetrics({ sinks: [sink], outside }, out);
  const ofClusters = declared(everyLagCollector).map((family) => ({
    ...family,
    labels: family.labels.filter((label) => label !== "cluster_name"),
  }));
  return sortedByName([...ofClusters, ...written(out)]);
}

export function sortedByName<T extends { readonly name: string }>(all: readonly T[]): T[] {
  return all.toSorted((a, b) => a.name < b.name ? -1 : 1);
}

function declared(collectors: readonly Collector[]): ServedFamily[] {
  return collectors.flatMap(({ families }) => families)
    .map(({ name, type, labels }) => ({ name, type, labels: labels.toSorted() }));
}

function writePass(out: SampleWriter): void {
  const collectors = [{ clusterName: undefined, collector: "up", ok: true }];
  writePassMetrics({ collectors, series: 1 }, out);
}

function written(out: SampleWriter): ServedFamily[] {
  const { types, samples } = parseExposition(textOf(out));
  return [...types].map(([name, type]) => {
    const suffix = type === "histogram" ? "_count" : "";
    const sample = samples.find((each) => each.name === name + suffix);
    if (sample === undefined) throw new Error(`Nothing was written of ${name}`);
    return { name, type, labels: Object.keys(sample.labels).sort() };
  });
}
