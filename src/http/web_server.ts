import { type Context, Hono } from "hono";
import { methodNotAllowed } from "hono/method-not-allowed";
import { secureHeaders } from "hono/secure-headers";
import type { Readings } from "../model/readings.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Logger } from "../runtime/logger.ts";
import { authentication, type Credentials, needsCredentials } from "./authentication.ts";
import { healthEndpoints } from "./health_endpoints.ts";
import { limits } from "./limits.ts";
import { answerMetrics, type MetricsSource } from "./metrics_endpoint.ts";
import { writeGuard } from "./write_guard.ts";

/** What one of the program's servers is put together from. */
export interface WebServerParts {
  readonly metrics: MetricsSource;
  readonly readings: Readings;
  readonly telemetryPath: string;
  readonly credentials: Credentials;
  /** What else is served, each with its own paths. */
  readonly pages: readonly Hono[];
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Everything that one address answers: metrics, health, readiness and the given pages. */
export function webServer(parts: WebServerParts): Hono {
  const { credentials, logger } = parts;
  const app = new Hono();
  app.use(secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      styleSrc: ["'self'"],
      scriptSrc: ["'self'"],
      connectSrc: ["'self'"],
      imgSrc: ["'self'"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
    // Plain HTTP: a promise about HTTPS would be ignored or wrong.
    strictTransportSecurity: false,
  }));
  app.use(limits);
  app.use(authentication(credentials, logger));
  app.use(methodNotAllowed({ app, onMethodNotAllowed: refuseMethod }));
  app.use(writeGuard(needsCredentials(credentials)));
  app.get(parts.telemetryPath, (context) => answerMetrics(parts.metrics, context));
  app.route("/", healthEndpoints(parts.readings, parts.clock));
  for (const page of parts.pages) app.route("/", page);
  app.notFound((context) => context.text("There is no such page; try /\n", 404));
  app.onError((error, context) => {
    logger.error("A request failed", { path: context.req.path, error: String(error) });
    return context.text("internal error\n", 500);
  });
  return app;
}

function refuseMethod(context: Context, methods: readonly string[]): Response {
  return context.text(`This page only answers ${methods.join(" and ")}\n`, 405, {
    Allow: methods.join(", "),
  });
}
