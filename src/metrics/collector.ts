import type { FreshReading } from "../model/freshness.ts";
import type { ClusterReading } from "../model/readings.ts";
import type { LabelCaches } from "./label_caches.ts";
import type { MetricType, SampleWriter } from "./sample_writer.ts";

/** What a collector sees of one cluster in one render pass. */
export interface CollectorView extends FreshReading {
  readonly reading: ClusterReading;
  /** Time of the pass, milliseconds since the epoch. */
  readonly nowMs: number;
  /** Encoded labels, fitting the snapshot. */
  readonly caches: LabelCaches;
  /** Labels of every sample of this cluster: `cluster` if it is named, and the configured ones. */
  readonly constantLabels: Uint8Array;
  /** The same and `cluster_name`; undefined until it is known what the cluster is called. */
  readonly namedLabels: Uint8Array | undefined;
}

/** A metric: its one HELP/TYPE block, and how to write one cluster's samples of it. */
export interface MetricFamily {
  readonly name: string;
  readonly type: MetricType;
  readonly help: string;
  /** Label names beside the constant ones, in the order of the samples. */
  readonly labels: readonly string[];
  /** Writes nothing where nothing is known. Yields at least every few hundred samples. */
  samples(view: CollectorView, out: SampleWriter): Generator<void, void, void> | void;
  /** What is served in its place with a coarser granularity; without it, itself. */
  readonly coarser?: CoarserFamilies;
}

/** A family's stand-ins. `topic` also stands in at granularity `group` where that has none. */
export interface CoarserFamilies {
  readonly topic?: MetricFamily | "nothing";
  readonly group?: MetricFamily | "nothing";
}

/** The metrics of one subject. */
export interface Collector {
  readonly name: string;
  readonly families: readonly MetricFamily[];
}
