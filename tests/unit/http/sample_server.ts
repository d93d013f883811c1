import { gzipSync } from "node:zlib";
import type { Hono } from "hono";
import { exporterServer } from "../../../src/http/exporter_server.ts";
import type { MetricsSource } from "../../../src/http/metrics_endpoint.ts";
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

/** The whole of :9308 over the given clusters, and what it logs. */
export function sampleServer(
  clusters: readonly ClusterReading[] = [],
  metrics: MetricsSource = sampleMetrics,
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
  const landingPage = landingApp({ readings, version: "1.2.3", telemetryPath, clock });
  const parts = { metrics, readings, telemetryPath, landingPage, clock, logger };
  return { app: exporterServer(parts), lines };
}
