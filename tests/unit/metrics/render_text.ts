import type { Collector } from "../../../src/metrics/collector.ts";
import { everyCollector } from "./every_collector.ts";
import type { LabelPairs } from "../../../src/metrics/label_bytes.ts";
import { LabelCaches } from "../../../src/metrics/label_caches.ts";
import { renderFamilies, viewOf } from "../../../src/metrics/render_families.ts";
import { SampleWriter } from "../../../src/metrics/sample_writer.ts";
import type { ClusterReading } from "../../../src/model/readings.ts";
import { runAtOnce } from "../../../src/runtime/slices.ts";
import { NOW } from "./make_reading.ts";

/** How to render, where it differs from: all collectors, at NOW, without constant labels. */
export interface RenderOptions {
  readonly collectors?: readonly Collector[];
  readonly nowMs?: number;
  readonly constantLabels?: LabelPairs;
}

/** What the collectors write of the clusters, as text. A collector that throws fails the test. */
export function renderText(
  readings: readonly ClusterReading[],
  options: RenderOptions = {},
): string {
  const { collectors = everyCollector, nowMs = NOW, constantLabels = [] } = options;
  const out = new SampleWriter();
  const views = readings.map((reading) =>
    viewOf(reading, constantLabels, new LabelCaches(), nowMs)
  );
  runAtOnce(renderFamilies(collectors, views, out, (_collector, _view, error) => {
    throw error;
  }));
  return textOf(out);
}

/** All that was written and not taken yet. */
export function textOf(out: SampleWriter): string {
  return out.takeAll().map((buffer) => new TextDecoder().decode(buffer)).join("");
}

/** The samples alone, one a line. */
export function sampleLines(text: string): string[] {
  return text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
}
