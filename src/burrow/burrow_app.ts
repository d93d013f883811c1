import { type Context, Hono } from "hono";
import { clusterTitle } from "../model/cluster_name.ts";
import { freshOffset } from "../model/fresh_parts.ts";
import { type FreshReading, freshReading } from "../model/freshness.ts";
import type { ClusterReading, Readings } from "../model/readings.ts";
import { type KnownGroup, knownGroups } from "../model/views/group_view.ts";
import { known } from "../model/views/known.ts";
import type { Clock } from "../runtime/clock.ts";
import { jsonItems, textStream } from "../runtime/text_stream.ts";
import { consumerTopics } from "./consumer_topics.ts";
import { burrowGroup, BurrowPartitions, groupNotFound } from "./group_answer.ts";

/** What Burrow's API needs of the program. */
export interface BurrowAppParts {
  readonly readings: Readings;
  readonly clock: Clock;
}

/** An error in Burrow's shape. */
class BurrowError extends Error {
  constructor(readonly status: 404 | 503, message: string) {
    super(message);
  }
}

/** A cluster that a request names, and what is known of it now. */
interface Asked {
  readonly cluster: string;
  readonly fresh: FreshReading;
  readonly nowMs: number;
}

/**
 * Burrow's endpoints for reading, version 3, with its shapes, messages and codes
 * (github.com/linkedin/Burrow, core/internal/httpserver). What it has a number for and is not known
 * is null; of a cluster that was not read recently nothing is told, with 503.
 */
export function burrowApp({ readings, clock }: BurrowAppParts): Hono {
  const app = new Hono();
  const asked = (context: Context): Asked => {
    const cluster = context.req.param("cluster") ?? "";
    const reading = clusterNamed(readings, cluster, "cluster not found");
    const nowMs = clock.nowMs();
    const fresh = freshReading(reading, nowMs);
    if (fresh.snapshot !== undefined) return { cluster, fresh, nowMs };
    const why = reading.lastError === undefined ? "" : `: ${reading.lastError}`;
    throw new BurrowError(503, `cluster was not read recently${why}`);
  };

  app.get("/burrow/admin", (context) => context.text("GOOD"));
  app.get("/burrow/admin/ready", (context) => {
    const nowMs = clock.nowMs();
    const ready = readings.clusters().every((each) => freshReading(each, nowMs).snapshot);
    return context.text(ready ? "READY" : "STARTING", ready ? 200 : 503);
  });

  app.get("/v3/kafka", (context) => {
    const clusters = readings.clusters().map(clusterTitle);
    return answer(context, "cluster list returned", { clusters });
  });
  app.get("/v3/kafka/:cluster", (context) => {
    const name = context.req.param("cluster");
    const reading = clusterNamed(readings, name, "cluster module not found");
    return answer(context, "cluster module detail returned", { module: moduleOf(reading) });
  });
  app.get("/v3/kafka/:cluster/topic", (context) => {
    const topics = asked(context).fresh.snapshot!.directory.topics.keys();
    return list(context, "topic list returned", "topics", topics);
  });
  app.get("/v3/kafka/:cluster/topic/:topic", (context) => {
    const { fresh: { snapshot }, nowMs } = asked(context);
    const topic = snapshot!.directory.topics.get(context.req.param("topic"));
    if (topic === undefined) throw new BurrowError(404, "cluster or topic not found");
    const offsets = [...topic.slots].map((slot) =>
      known(freshOffset(snapshot!, "latest", slot, nowMs))
    );
    return list(context, "topic offsets returned", "offsets", offsets);
  });
  app.get("/v3/kafka/:cluster/topic/:topic/consumers", (context) => {
    const name = context.req.param("topic");
    const groups = knownGroups(asked(context).fresh).filter(({ lag }) =>
      lag?.topics.some(({ topic }) => topic === name)
    );
    const ids = groups.map(({ groupId }) => groupId);
    return list(context, "consumers of topic returned", "consumers", ids);
  });
  app.get("/v3/kafka/:cluster/consumer", (context) => {
    const ids = knownGroups(asked(context).fresh).map(({ groupId }) => groupId);
    return list(context, "consumer list returned", "consumers", ids);
  });
  app.get("/v3/kafka/:cluster/consumer/:group", (context) => {
    const { fresh, nowMs } = asked(context);
    const group = groupNamed(fresh, context.req.param("group"));
    if (group === undefined) throw new BurrowError(404, "cluster or consumer not found");
    const partitions = new BurrowPartitions(group, fresh, nowMs);
    const before = opened(context, "consumer detail returned", "topics");
    return stream(context, wrapped(before, consumerTopics(group, fresh, partitions), "}\n"));
  });
  for (const [path, all] of [["status", false], ["lag", true]] as const) {
    app.get(`/v3/kafka/:cluster/consumer/:group/${path}`, (context) => {
      const { cluster, fresh, nowMs } = asked(context);
      const group = groupNamed(fresh, context.req.param("group"));
      const message = "consumer status returned";
      if (group === undefined) {
        const status = groupNotFound(cluster, context.req.param("group"));
        return answer(context, message, { status: { ...status, partitions: [] } }, 404);
      }
      const partitions = new BurrowPartitions(group, fresh, nowMs);
      const head = JSON.stringify(burrowGroup(cluster, group, partitions)).slice(0, -1);
      const before = `${opened(context, message, "status")}${head},"partitions":[`;
      return stream(context, jsonItems(before, partitions.each(all), "]}}\n"));
    });
  }
  app.get("/v3/*", (context) => {
    const body = { error: true, message: "invalid request type", result: {} };
    return context.json(body, 404);
  });

  app.onError((error, context) => {
    if (!(error instanceof BurrowError)) throw error;
    const { message, status } = error;
    return context.json({ error: true, message, request: requestInfo(context) }, status);
  });
  return app;
}

function clusterNamed(readings: Readings, name: string, missing: string): ClusterReading {
  const reading = readings.clusters().find((each) => clusterTitle(each) === name);
  if (reading === undefined) throw new BurrowError(404, missing);
  return reading;
}

function groupNamed(fresh: FreshReading, groupId: string): KnownGroup | undefined {
  return knownGroups(fresh).find((group) => group.groupId === groupId);
}

/** Burrow tells its settings of the cluster; the client's profile is not told here. */
function moduleOf({ bootstrapServers, intervalMs }: ClusterReading): object {
  const seconds = Math.round(intervalMs / 1000);
  return {
    "class-name": "kafka",
    servers: bootstrapServers,
    "client-profile": { name: "", "client-id": "", "kafka-version": "", tls: null, sasl: null },
    "topic-refresh": seconds,
    "offset-refresh": seconds,
  };
}

function requestInfo({ req }: Context): { readonly url: string; readonly host: string } {
  return { url: req.path, host: new URL(req.url).hostname };
}

function answer(context: Context, message: string, more: object, status: 200 | 404 = 200) {
  return context.json({ error: false, message, ...more, request: requestInfo(context) }, status);
}

/** Everything but the last field, whose value is to follow. */
function opened(context: Context, message: string, field: string): string {
  const head = { error: false, message, request: requestInfo(context) };
  return `${JSON.stringify(head).slice(0, -1)},${JSON.stringify(field)}:`;
}

function list(context: Context, message: string, field: string, items: Iterable<unknown>) {
  return stream(context, jsonItems(`${opened(context, message, field)}[`, items, "]}\n"));
}

function* wrapped(
  before: string,
  pieces: Generator<string, void, void>,
  after: string,
): Generator<string, void, void> {
  yield before;
  yield* pieces;
  yield after;
}

function stream(context: Context, pieces: Generator<string, void, void>): Response {
  return context.body(textStream(pieces), 200, {
    "content-type": "application/json",
    "cache-control": "no-store",
  });
}
