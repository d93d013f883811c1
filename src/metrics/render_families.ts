import { clusterName } from "../model/cluster_name.ts";
import { freshReading } from "../model/freshness.ts";
import type { ClusterReading } from "../model/readings.ts";
import type { Collector, CollectorView } from "./collector.ts";
import { encodeLabels, type LabelPairs } from "./label_bytes.ts";
import type { LabelCaches } from "./label_caches.ts";
import type { SampleWriter } from "./sample_writer.ts";

/** Told of every collector that failed on a cluster; what it had written until then stands. */
export type FailureListener = (collector: string, view: CollectorView, error: unknown) => void;

/** What collectors see of a cluster at a moment. */
export function viewOf(
  reading: ClusterReading,
  constantLabels: LabelPairs,
  caches: LabelCaches,
  nowMs: number,
): CollectorView {
  const { name } = reading;
  const clusterLabel: LabelPairs = name === undefined ? [] : [["cluster", name]];
  const constants = [...clusterLabel, ...constantLabels];
  const called = clusterName(reading);
  return {
    ...freshReading(reading, nowMs),
    reading,
    nowMs,
    caches,
    constantLabels: encodeLabels(constants),
    namedLabels: called === undefined
      ? undefined
      : encodeLabels([...constants, ["cluster_name", called]]),
  };
}

/**
 * Writes all families of all clusters, family by family, so that each has one HELP/TYPE block. A
 * collector that throws costs nothing but the rest of its samples of that family and cluster.
 */
export function* renderFamilies(
  collectors: readonly Collector[],
  views: readonly CollectorView[],
  out: SampleWriter,
  onFailure: FailureListener,
): Generator<void, void, void> {
  for (const { snapshot, caches } of views) {
    if (snapshot !== undefined) yield* caches.update(snapshot);
  }
  for (const collector of collectors) {
    for (const family of collector.families) {
      out.family(family.name, family.type, family.help);
      for (const view of views) {
        out.constantLabels(view.constantLabels);
        try {
          yield* family.samples(view, out) ?? [];
        } catch (error) {
          onFailure(collector.name, view, error);
        }
      }
    }
    yield;
  }
}
