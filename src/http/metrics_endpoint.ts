import type { Context } from "hono";
import { acceptsGzip, acceptsOnlyOpenMetrics } from "./accept.ts";

/** Where the bodies of /metrics come from. */
export interface MetricsSource {
  /** Text format 0.0.4, compressed. */
  gzipBody(): Promise<Uint8Array>;
  /** Text format 0.0.4. */
  identityBody(): Promise<Uint8Array>;
  /** OpenMetrics 1.0.0, not compressed. */
  openMetricsBody(): Promise<Uint8Array>;
}

const TEXT = "text/plain; version=0.0.4; charset=utf-8";
const OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/** Answers a scrape from memory: OpenMetrics only to clients that take nothing else. */
export async function answerMetrics(
  source: MetricsSource,
  context: Context,
): Promise<Response> {
  const { headers } = context.req.raw;
  if (acceptsOnlyOpenMetrics(headers.get("accept"))) {
    return metricsResponse(context, await source.openMetricsBody(), OPEN_METRICS);
  }
  if (acceptsGzip(headers.get("accept-encoding"))) {
    return metricsResponse(context, await source.gzipBody(), TEXT, "gzip");
  }
  return metricsResponse(context, await source.identityBody(), TEXT);
}

function metricsResponse(
  context: Context,
  body: Uint8Array,
  type: string,
  encoding?: "gzip",
): Response {
  context.header("content-type", type);
  context.header("content-length", String(body.byteLength));
  context.header("vary", "Accept, Accept-Encoding");
  // no-transform: the runtime must not compress what was asked for uncompressed.
  context.header("cache-control", "no-store, no-transform");
  if (encoding !== undefined) context.header("content-encoding", encoding);
  return context.body(body as Uint8Array<ArrayBuffer>);
}
