import { Hono } from "hono";
import type { ClusterReading, Readings } from "../model/readings.ts";
import type { Address } from "../runtime/address.ts";
import type { Clock } from "../runtime/clock.ts";
import { runSliced } from "../runtime/slices.ts";
import { type ClusterSummary, summariseCluster } from "./cluster_summary.ts";
import css from "./landing.css" with { type: "text" };
import { lagMonitorUrl } from "./lag_monitor_url.ts";
import { LandingPage } from "./landing_page.tsx";

/** What the landing page needs of the program. */
export interface LandingAppParts {
  readonly readings: Readings;
  readonly version: string;
  readonly telemetryPath: string;
  /** Where the lag monitor listens; undefined when it is off. */
  readonly lagAddress: Address | undefined;
  readonly clock: Clock;
}

/** The landing page of :9308 at `/` and its style sheet. */
export function landingApp(parts: LandingAppParts): Hono {
  const { readings, version, telemetryPath, lagAddress, clock } = parts;
  const app = new Hono();
  app.get("/", async (context) => {
    const nowMs = clock.nowMs();
    const clusters = await runSliced(summariseAll(readings.clusters(), nowMs));
    const lagUrl = lagMonitorUrl(context.req.url, lagAddress);
    const page = <LandingPage {...{ version, telemetryPath, lagUrl, clusters, nowMs }} />;
    context.header("cache-control", "no-store");
    return context.html(`<!doctype html>${page}`);
  });
  app.get("/landing.css", (context) => {
    context.header("content-type", "text/css; charset=utf-8");
    context.header("cache-control", "no-cache");
    return context.body(css);
  });
  return app;
}

function* summariseAll(
  readings: readonly ClusterReading[],
  nowMs: number,
): Generator<void, readonly ClusterSummary[], void> {
  const summaries: ClusterSummary[] = [];
  for (const reading of readings) summaries.push(yield* summariseCluster(reading, nowMs));
  return summaries;
}
