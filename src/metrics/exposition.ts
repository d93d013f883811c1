import { gzipSync } from "node:zlib";
import type { PublishingReading } from "../model/publishing_reading.ts";
import type { ClusterReading, Readings } from "../model/readings.ts";
import type { Logger } from "../runtime/logger.ts";
import { runSliced } from "../runtime/slices.ts";
import type { Collector, CollectorView } from "./collector.ts";
import { up } from "./collectors/up.ts";
import { joined, type Pieces } from "../runtime/joined.ts";
import { CompressedBody, inflate, inflated } from "./compressed_body.ts";
import { encodeLabels, type LabelPairs } from "./label_bytes.ts";
import { LabelCaches } from "./label_caches.ts";
import type { ManySeries } from "./many_series.ts";
import { nextExpiryMs } from "./next_expiry.ts";
import {
  type CollectorResult,
  NO_PASS,
  type PassResult,
  writePassMetrics,
} from "./pass_metrics.ts";
import { writeProcessMetrics } from "./process_metrics.ts";
import { writePublishingMetrics } from "./publishing_metrics.ts";
import { renderFamilies, viewOf } from "./render_families.ts";
import { SampleWriter } from "./sample_writer.ts";
import type { SelfMetrics } from "./self_metrics.ts";
import { toOpenMetrics, toOpenMetricsPieces } from "./to_open_metrics.ts";

/** What an exposition is made of. */
export interface ExpositionParts {
  readonly collectors: readonly Collector[];
  readonly readings: Readings;
  /** On every series. */
  readonly constantLabels: Readonly<Record<string, string>>;
  /** The program's metrics about itself; undefined where another exposition has them. */
  readonly selfMetrics: SelfMetrics | undefined;
  /** How publishing alerts fares; undefined where another exposition tells. */
  readonly publishing?: () => PublishingReading;
  readonly manySeries: ManySeries;
  /** Age in milliseconds from which the newest pass is too old to be served. */
  readonly lateAfterMs: number;
  readonly logger: Logger;
}

/** Compressed bytes of the largest text, of about a megabyte, that is made as a whole. */
const WHOLE_GZIP_BYTES = 64 * 1024;

/** A finished pass. */
interface Pass {
  readonly gzip: Uint8Array;
  readonly atMs: number;
  /** When the first of its values becomes too old; Infinity if none can. */
  readonly expiresAtMs: number;
}

/** Renders what is known of all clusters, and keeps the newest rendering, compressed, for scrapes. */
export class Exposition {
  readonly #parts: ExpositionParts;
  readonly #constants: LabelPairs;
  #failing = new Set<string>();
  #caches = new Map<string | undefined, LabelCaches>();
  #pass: Pass | undefined;
  #result: PassResult = NO_PASS;
  #rendering: Promise<void> = Promise.resolve();
  /** Kept from pass to pass for its buffers, unless a pass failed while they were read. */
  #writer: SampleWriter | undefined;
  #inflated: { readonly of: Uint8Array; readonly text: Promise<Uint8Array> } | undefined;

  constructor(parts: ExpositionParts) {
    this.#parts = parts;
    this.#constants = Object.entries(parts.constantLabels);
  }

  /** When the newest pass should be rendered again for its values' sake; undefined if never. */
  get expiresAtMs(): number | undefined {
    const at = this.#pass?.expiresAtMs ?? Infinity;
    return Number.isFinite(at) ? at : undefined;
  }

  /**
   * Renders what the readings hold as of `nowMs`; scrapes get it once it is complete. A pass that
   * is called for during another runs after it. Rejects with the signal's reason when aborted.
   */
  render(nowMs: number, signal: AbortSignal): Promise<void> {
    const pass = this.#rendering.then(() => this.#render(nowMs, signal));
    this.#rendering = pass.catch(() => {});
    return pass;
  }

  /** The newest pass; if there is none or it is late, what the program knows of itself. */
  async gzipBody(nowMs: number): Promise<Uint8Array> {
    return this.#fresh(nowMs) ?? gzipSync(await this.#fallback(nowMs), { level: 1 });
  }

  /** The same, not compressed; a large one in pieces, so that no scraper makes it stay. */
  async identityBody(nowMs: number): Promise<Uint8Array | Pieces> {
    const gzip = this.#fresh(nowMs);
    if (gzip === undefined) return await this.#fallback(nowMs);
    if (gzip.length > WHOLE_GZIP_BYTES) return inflated(gzip);
    if (this.#inflated?.of === gzip) return await this.#inflated.text;
    const text = inflate(gzip);
    this.#inflated = { of: gzip, text };
    try {
      return await text;
    } finally {
      if (this.#inflated?.of === gzip) this.#inflated = undefined;
    }
  }

  /** The same as OpenMetrics 1.0. */
  async openMetricsBody(nowMs: number): Promise<Uint8Array | Pieces> {
    const body = await this.identityBody(nowMs);
    if (body instanceof Uint8Array) return await runSliced(toOpenMetrics(body));
    return toOpenMetricsPieces(body);
  }

  /** The newest pass, unless it is late. */
  #fresh(nowMs: number): Uint8Array | undefined {
    const pass = this.#pass;
    if (pass === undefined || nowMs - pass.atMs > this.#parts.lateAfterMs) return undefined;
    return pass.gzip;
  }

  async #render(nowMs: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const out = this.#writer ?? new SampleWriter();
    this.#writer = undefined;
    const body = new CompressedBody(this.#pass?.gzip.length);
    const views = this.#views(nowMs);
    const failures = new Map<string, unknown>();
    const work = renderFamilies(this.#parts.collectors, views, out, (collector, view, error) => {
      failures.set(failureKey(collector, view), error);
    });
    try {
      for (let more = true; more;) {
        more = await runSliced(untilFull(work, out), signal);
        for (const buffer of out.takeFull()) {
          await body.add(buffer);
          out.recycle(buffer);
        }
      }
      this.#result = { collectors: this.#noteResults(views, failures), series: out.count };
      this.#parts.manySeries.written(out.count);
      await this.#writeSelf(out);
      for (const buffer of out.takeAll()) {
        await body.add(buffer);
        out.recycle(buffer);
      }
      const expiresAtMs = await runSliced(firstExpiryMs(views), signal);
      this.#pass = { gzip: await body.finish(), atMs: nowMs, expiresAtMs };
      out.reset();
      this.#writer = out;
    } finally {
      body.abandon();
    }
  }

  #views(nowMs: number): CollectorView[] {
    const clusters = this.#parts.readings.clusters();
    this.#caches = new Map(
      clusters.map(({ name }) => [name, this.#caches.get(name) ?? new LabelCaches()]),
    );
    return clusters.map((reading) =>
      viewOf(reading, this.#constants, this.#caches.get(reading.name)!, nowMs)
    );
  }

  async #writeSelf(out: SampleWriter): Promise<void> {
    out.constantLabels(encodeLabels(this.#constants));
    writePassMetrics(this.#result, out);
    const publishing = this.#parts.publishing?.();
    if (publishing !== undefined) writePublishingMetrics(publishing, out);
    if (this.#parts.selfMetrics === undefined) return;
    await this.#parts.selfMetrics.write(out);
    writeProcessMetrics(out);
  }

  /** What is certain without a pass: nothing of the clusters, and the program's own metrics. */
  async #fallback(nowMs: number): Promise<Uint8Array> {
    const out = new SampleWriter();
    const unread = (reading: ClusterReading) => ({ ...reading, snapshot: undefined });
    const views = this.#parts.readings.clusters().map((reading) =>
      viewOf(unread(reading), this.#constants, new LabelCaches(), nowMs)
    );
    await runSliced(renderFamilies([up], views, out, () => {}));
    await this.#writeSelf(out);
    return joined(out.takeAll());
  }

  /** How the collectors fared; each failure is logged when it begins. */
  #noteResults(
    views: readonly CollectorView[],
    failures: ReadonlyMap<string, unknown>,
  ): readonly CollectorResult[] {
    const { collectors, logger } = this.#parts;
    const results = views.flatMap((view) =>
      collectors.map(({ name: collector }) => {
        const key = failureKey(collector, view);
        return { clusterName: view.reading.name, collector, key, ok: !failures.has(key) };
      })
    );
    for (const { clusterName: cluster, collector, key, ok } of results) {
      if (ok || this.#failing.has(key)) continue;
      const error = String(failures.get(key));
      logger.error("A collector failed", { collector, cluster, error });
    }
    this.#failing = new Set(failures.keys());
    return results;
  }
}

function failureKey(collector: string, view: CollectorView): string {
  return JSON.stringify([collector, view.reading.name]);
}

/** Runs the work until a buffer is full; whether there is more to do. */
function* untilFull(
  work: Generator<void, void, void>,
  out: SampleWriter,
): Generator<void, boolean, void> {
  while (!out.hasFull) {
    if (work.next().done) return false;
    yield;
  }
  return true;
}

function* firstExpiryMs(views: readonly CollectorView[]): Generator<void, number, void> {
  let first = Infinity;
  for (const { snapshot, nowMs } of views) {
    if (snapshot !== undefined) first = Math.min(first, yield* nextExpiryMs(snapshot, nowMs));
  }
  return first;
}
