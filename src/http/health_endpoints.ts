import { type Context, Hono } from "hono";
import type { Readings } from "../model/readings.ts";
import type { Clock } from "../runtime/clock.ts";
import { kafkaReadiness } from "./kafka_readiness.ts";

/**
 * /healthz: the process answers. /readyz: settings are applied and it listens, so being asked is
 * the proof; with `?kafka=1` also every cluster must have been read recently, else 503.
 */
export function healthEndpoints(readings: Readings, clock: Clock): Hono {
  const app = new Hono();
  app.get("/healthz", (context) => answer(context, 200, "ok\n"));
  app.get("/readyz", (context) => {
    if (context.req.query("kafka") !== "1") return answer(context, 200, "ok\n");
    const { ready, text } = kafkaReadiness(readings, clock.nowMs());
    return answer(context, ready ? 200 : 503, text);
  });
  return app;
}

function answer(context: Context, status: 200 | 503, text: string): Response {
  return context.text(text, status, { "cache-control": "no-store" });
}
