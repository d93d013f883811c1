import { type Context, Hono } from "hono";
import { clusterTitle } from "../model/cluster_name.ts";
import { freshReading } from "../model/freshness.ts";
import type { ClusterReading, Readings } from "../model/readings.ts";
import type { Clock } from "../runtime/clock.ts";
import { runSliced } from "../runtime/slices.ts";
import type { ShownAlert } from "./alert_list.tsx";
import { groupPageBody, groupsPageBody, topicPageBody, topicsPageBody } from "./page_bodies.tsx";
import icon from "./icon.svg" with { type: "text" };
import landingCss from "./landing.css" with { type: "text" };
import { nameText } from "./name_text.ts";
import type { PageBody } from "./page_body.ts";
import { PageFrame } from "./page_frame.tsx";
import statusCss from "./status.css" with { type: "text" };
import statusJs from "./status.js" with { type: "text" };

/** What the pages of the lag monitor need of the program. */
export interface StatusAppParts {
  readonly readings: Readings;
  /** The alerts of a cluster; undefined where there are none of this program. */
  readonly alertsOf?: (reading: ClusterReading) => readonly ShownAlert[];
  readonly version: string;
  readonly telemetryPath: string;
  readonly clock: Clock;
}

/** The pages of :9309: `/`, `/group`, `/topics`, `/topic`, their style sheet and script. */
export function statusApp(parts: StatusAppParts): Hono {
  const app = new Hono();
  const show = async (
    context: Context,
    body: Generator<void, PageBody, void>,
    status: 200 | 404 | 503 = 200,
  ) => {
    const { title, apiPath, content } = await runSliced(body);
    const { version, telemetryPath, clock } = parts;
    const refreshSeconds = refreshSecondsOf(parts.readings.clusters());
    const nowMs = clock.nowMs();
    const frame = { title, apiPath, version, telemetryPath, nowMs, refreshSeconds };
    context.header("cache-control", "no-store");
    return context.html(`<!doctype html>${<PageFrame {...frame}>{content}</PageFrame>}`, status);
  };
  const queryOf = (context: Context) => new URL(context.req.url).searchParams;
  const clusters = () => parts.readings.clusters();

  app.get("/", (context) => {
    const alerts = parts.alertsOf && clusters().flatMap(parts.alertsOf);
    const nowMs = parts.clock.nowMs();
    return show(context, groupsPageBody(clusters(), alerts, queryOf(context), nowMs));
  });
  app.get(
    "/topics",
    (context) => show(context, topicsPageBody(clusters(), queryOf(context), parts.clock.nowMs())),
  );
  for (const [path, bodyOf] of [["/group", groupPageBody], ["/topic", topicPageBody]] as const) {
    app.get(path, (context) => {
      const nowMs = parts.clock.nowMs();
      const name = queryOf(context).get("name") ?? "";
      const all = clusters();
      const only = all.length === 1 ? clusterTitle(all[0]!) : null;
      const cluster = queryOf(context).get("cluster") ?? only;
      const reading = all.find((each) => clusterTitle(each) === cluster);
      const fresh = reading && freshReading(reading, nowMs);
      const body = fresh && bodyOf(cluster!, name, fresh, nowMs);
      if (body !== undefined) return show(context, body);
      const isBlind = reading !== undefined && fresh?.snapshot === undefined;
      return show(context, absent(path.slice(1), name, cluster, isBlind), isBlind ? 503 : 404);
    });
  }
  app.get("/status.css", (context) => asset(context, "text/css", `${landingCss}\n${statusCss}`));
  app.get("/icon.svg", (context) => asset(context, "image/svg+xml", icon));
  app.get("/status.js", (context) => asset(context, "text/javascript", statusJs));
  return app;
}

/** A third of the shortest interval, and from one second to five. */
function refreshSecondsOf(readings: readonly ClusterReading[]): number {
  const shortestMs = Math.min(15_000, ...readings.map(({ intervalMs }) => intervalMs));
  return Math.max(1, shortestMs / 3_000);
}

/** Says that something is not there, or that it is not known whether it is. */
// deno-lint-ignore require-yield -- pages are made by generators.
function* absent(
  what: string,
  name: string,
  cluster: string | null,
  isBlind: boolean,
): Generator<void, PageBody, void> {
  const place = cluster === null ? "" : ` in the cluster ${nameText(cluster)}`;
  const where = `${what} ${nameText(name)}${place}`;
  const text = isBlind
    ? `It is not known whether there is a ${where}: the cluster is not being read.`
    : `There is no ${where}.`;
  return {
    title: `${nameText(name)}: not there`,
    apiPath: `/api/v1/${what}s`,
    content: (
      <div id={what} data-live>
        <p>{text}</p>
      </div>
    ),
  };
}

function asset(context: Context, type: string, text: string): Response {
  return context.body(text, 200, {
    "content-type": `${type}; charset=utf-8`,
    "cache-control": "no-cache",
  });
}
