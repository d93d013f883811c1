import type { Context } from "hono";
import type { Pieces } from "../runtime/joined.ts";
import { acceptsGzip, acceptsOnlyOpenMetrics } from "./accept.ts";
import { bodyOf, pacedBody } from "./paced_body.ts";

/** Where the bodies of /metrics come from. Those that are not compressed may be made piece by piece. */
export interface MetricsSource {
  /** Text format 0.0.4, compressed. */
  gzipBody(): Promise<Uint8Array>;
  /** Text format 0.0.4. */
  identityBody(): Promise<Uint8Array | Pieces>;
  /** OpenMetrics 1.0.0, not compressed. */
  openMetricsBody(): Promise<Uint8Array | Pieces>;
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
  body: Uint8Array | Pieces,
  type: string,
  encoding?: "gzip",
): Response {
  context.header("content-type", type);
  context.header("vary", "Accept, Accept-Encoding");
  // no-transform: the runtime must not compress what was asked for uncompressed.
  context.header("cache-control", "no-store, no-transform");
  if (encoding !== undefined) context.header("content-encoding", encoding);
  if (!(body instanceof Uint8Array)) return context.body(pacedBody(body));
  context.header("content-length", String(body.byteLength));
  return context.body(bodyOf(body) as Uint8Array<ArrayBuffer> | ReadableStream);
}
