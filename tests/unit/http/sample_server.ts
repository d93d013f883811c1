import { gzipSync } from "node:zlib";
import type { Hono } from "hono";
import type { Credentials } from "../../../src/http/authentication.ts";
import type { MetricsSource } from "../../../src/http/metrics_endpoint.ts";
import { webServer } from "../../../src/http/web_server.ts";
import type { ClusterReading } from "../../../src/model/readings.ts";
import { lineLogger } from "../../../src/runtime/line_logger.ts";
import { landingApp } from "../../../src/web/landing_app.tsx";
import { NOW_MS } from "../web/sample_reading.ts";

export const TEXT = "# HELP kafka_up A fresh snapshot exists.\nkafka_up 1\n";

/** A source of fixed bodies, each recognisable. */
export const sampleMetrics: MetricsSource = {
  gzipBody: () => Promise.resolve(new Uint8Array(gzipSync(TEXT))),
  identityBody: () => Promise.resolve(new TextEncoder().encode(TEXT)),
  openMetricsBody: () => Promise.resolve(new TextEncoder().encode(`${TEXT}# EOF\n`)),
};

/** What differs from a server of fixed metrics for everybody. */
export interface SampleServerOptions {
  readonly metrics?: MetricsSource;
  readonly credentials?: Credentials;
  /** Served beside the landing page. */
  readonly page?: Hono;
}

/** The whole of :9308 over the given clusters, and what it logs. */
export function sampleServer(
  clusters: readonly ClusterReading[] = [],
  options: SampleServerOptions = {},
): { readonly app: Hono; readonly lines: readonly string[] } {
  const lines: string[] = [];
  const logger = lineLogger({
    level: "debug",
    format: "text",
    write: (bytes) => {
      lines.push(new TextDecoder().decode(bytes));
      return bytes.length;
    },
  });
  const readings = { clusters: () => clusters };
  const clock = { nowMs: () => NOW_MS };
  const telemetryPath = "/metrics";
  const landingPage = landingApp({
    readings,
    version: "1.2.3",
    telemetryPath,
    lagAddress: undefined,
    clock,
  });
  const app = webServer({
    metrics: options.metrics ?? sampleMetrics,
    readings,
    telemetryPath,
    credentials: options.credentials ?? { basicAuth: [], bearerTokens: [] },
    pages: [landingPage, ...options.page === undefined ? [] : [options.page]],
    clock,
    logger,
  });
  return { app, lines };
}
