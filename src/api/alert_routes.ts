import type { Context, Hono } from "hono";
import type { AlertSource, MuteKind } from "./alert_source.ts";
import { Problem } from "./problem.ts";

const PATHS: readonly (readonly [path: string, kind: MuteKind])[] = [
  ["/silences", "silence"],
  ["/maintenance", "maintenance"],
];

/** Adds the paths that change something about alerts; whether they may, is decided before them. */
export function addAlertRoutes(app: Hono, alerts: AlertSource): void {
  app.post("/alertmanager", async (context) => {
    const body = await jsonOf(context);
    try {
      return reply(context, 200, alerts.receive(body));
    } catch (error) {
      if (!(error instanceof Error) || error.name !== "WebhookError") throw error;
      throw new Problem(400, error.message);
    }
  });

  for (const [path, kind] of PATHS) {
    app.get(path, (context) => reply(context, 200, { items: alerts.mutes(kind) }));

    app.post(path, async (context) => {
      const added = alerts.addMute(kind, await jsonOf(context));
      if ("problems" in added) throw new Problem(400, added.problems.join("; "));
      return reply(context, 201, added.mute);
    });

    app.delete(`${path}/:id`, (context) => {
      const id = context.req.param("id");
      switch (alerts.removeMute(kind, id)) {
        case "removed":
          return context.body(null, 204);
        case "configured":
          throw new Problem(409, "It is in the settings: take it out there and reload them");
        case "unknown":
          throw new Problem(404, `There is no ${kind} ${JSON.stringify(id)}`);
      }
    });
  }
}

async function jsonOf(context: Context): Promise<unknown> {
  const text = await context.req.text();
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Problem(400, `The body is not JSON: ${reason}`);
  }
}

function reply(context: Context, status: 200 | 201, body: object): Response {
  return context.body(`${JSON.stringify(body)}\n`, status, {
    "content-type": "application/json",
    "cache-control": "no-store",
  });
}
