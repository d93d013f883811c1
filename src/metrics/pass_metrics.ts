import { encodeLabels, type LabelPairs } from "./label_bytes.ts";
import type { SampleWriter } from "./sample_writer.ts";

/** How a collector fared on a cluster. */
export interface CollectorResult {
  readonly clusterName: string | undefined;
  readonly collector: string;
  readonly ok: boolean;
}

/** What a port says of its own newest pass. */
export interface PassResult {
  readonly collectors: readonly CollectorResult[];
  /** Series about clusters. */
  readonly series: number;
}

/** Before the first pass nothing is known of collectors, and there are no series. */
export const NO_PASS: PassResult = { collectors: [], series: 0 };

/** Writes the metrics about a pass; the constant labels are the writer's. */
export function writePassMetrics({ collectors, series }: PassResult, out: SampleWriter): void {
  out.family(
    "kafka_sentinel_collector_success",
    "gauge",
    "1 if the collector wrote its metrics in this pass, 0 if it failed.",
  );
  for (const { clusterName, collector, ok } of collectors) {
    const cluster: LabelPairs = clusterName === undefined ? [] : [["cluster", clusterName]];
    out.sample(ok ? 1 : 0, encodeLabels([...cluster, ["collector", collector]]));
  }
  out.family("kafka_sentinel_series", "gauge", "Series about clusters in this pass.");
  out.sample(series);
}
