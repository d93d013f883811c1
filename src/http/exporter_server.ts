import { type Context, Hono } from "hono";
import { methodNotAllowed } from "hono/method-not-allowed";
import { secureHeaders } from "hono/secure-headers";
import type { Readings } from "../model/readings.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Logger } from "../runtime/logger.ts";
import { healthEndpoints } from "./health_endpoints.ts";
import { limits } from "./limits.ts";
import { answerMetrics, type MetricsSource } from "./metrics_endpoint.ts";

/** What :9308 is put together from. */
export interface ExporterServerParts {
  readonly metrics: MetricsSource;
  readonly readings: Readings;
  readonly telemetryPath: string;
  /** What is served at `/` and below. */
  readonly landingPage: Hono;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Everything that :9308 answers. */
export function exporterServer(parts: ExporterServerParts): Hono {
  const app = new Hono();
  app.use(secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      styleSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
    },
    // Plain HTTP: a promise about HTTPS would be ignored or wrong.
    strictTransportSecurity: false,
  }));
  app.use(limits);
  app.use(methodNotAllowed({ app, onMethodNotAllowed: refuseMethod }));
  app.get(parts.telemetryPath, (context) => answerMetrics(parts.metrics, context));
  app.route("/", healthEndpoints(parts.readings, parts.clock));
  app.route("/", parts.landingPage);
  app.notFound((context) => context.text("There is no such page; try /\n", 404));
  app.onError((error, context) => {
    parts.logger.error("A request failed", { path: context.req.path, error: String(error) });
    return context.text("internal error\n", 500);
  });
  return app;
}

function refuseMethod(context: Context, methods: readonly string[]): Response {
  return context.text("This page only answers GET and HEAD\n", 405, { Allow: methods.join(", ") });
}
