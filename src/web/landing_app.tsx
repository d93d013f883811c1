import { Hono } from "hono";
import type { ClusterReading, Readings } from "../model/readings.ts";
import type { Clock } from "../runtime/clock.ts";
import { runSliced } from "../runtime/slices.ts";
import { type ClusterSummary, summariseCluster } from "./cluster_summary.ts";
import css from "./landing.css" with { type: "text" };
import { LandingPage } from "./landing_page.tsx";

/** What the landing page needs of the program. */
export interface LandingAppParts {
  readonly readings: Readings;
  readonly version: string;
  readonly telemetryPath: string;
  readonly clock: Clock;
}

/** The landing page of :9308 at `/` and its style sheet. */
export function landingApp({ readings, version, telemetryPath, clock }: LandingAppParts): Hono {
  const app = new Hono();
  app.get("/", async (context) => {
    const nowMs = clock.nowMs();
    const clusters = await runSliced(summariseAll(readings.clusters(), nowMs));
    const page = <LandingPage {...{ version, telemetryPath, clusters, nowMs }} />;
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
