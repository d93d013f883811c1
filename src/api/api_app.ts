import { type Context, Hono } from "hono";
import type { ClusterReading, Readings } from "../model/readings.ts";
import { brokerViews } from "../model/views/broker_view.ts";
import { clusterState, clusterView } from "../model/views/cluster_view.ts";
import { groupDetail, groupPartitions } from "../model/views/group_detail.ts";
import { knownGroups } from "../model/views/group_view.ts";
import { topicDetail, topicPartitions } from "../model/views/topic_detail.ts";
import type { Clock } from "../runtime/clock.ts";
import { runSliced } from "../runtime/slices.ts";
import { jsonItems, textStream } from "../runtime/text_stream.ts";
import { ALERT_PARAMETERS, alertPage } from "./alert_page.ts";
import { addAlertRoutes } from "./alert_routes.ts";
import type { AlertSource } from "./alert_source.ts";
import { askedClusters, findOnce } from "./asked_clusters.ts";
import { GROUP_PARAMETERS, groupPage } from "./group_pages.ts";
import openapi from "./openapi.yaml" with { type: "text" };
import { Problem, problemAnswer } from "./problem.ts";
import { Query } from "./query.ts";
import { TOPIC_PARAMETERS, topicPage } from "./topic_pages.ts";

const HEADERS = { "content-type": "application/json", "cache-control": "no-store" };

/** What the API needs of the program. */
export interface ApiAppParts {
  readonly readings: Readings;
  /** undefined: nothing about alerts can be changed or handed in. */
  readonly alerts?: AlertSource;
  readonly clock: Clock;
}

/** `/api/v1`: what is known, as JSON; `openapi.yaml` there describes it. Unknown is null. */
export function apiApp({ readings, alerts, clock }: ApiAppParts): Hono {
  const app = new Hono().basePath("/api/v1");
  const asked = (context: Context, names: readonly string[]) => {
    const query = new Query(context.req.url, names);
    return { query, clusters: askedClusters(readings, query), nowMs: clock.nowMs() };
  };

  app.get("/clusters", async (context) => {
    const { clusters, nowMs } = asked(context, ["cluster"]);
    return answer(context, { items: await runSliced(each(clusters, clusterView, nowMs)) });
  });

  app.get("/brokers", async (context) => {
    const { clusters, nowMs } = asked(context, ["cluster"]);
    const views = function* (reading: ClusterReading) {
      return yield* brokerViews(clusterState(reading, nowMs).cluster, reading, nowMs);
    };
    const items = (await runSliced(each(clusters, views, nowMs))).flat();
    return answer(context, { clusters: states(clusters, nowMs), items });
  });

  app.get("/groups", async (context) => {
    const { clusters, query, nowMs } = asked(context, GROUP_PARAMETERS);
    const page = await runSliced(groupPage(clusters, query, nowMs));
    return answer(context, { clusters: states(clusters, nowMs), ...page });
  });

  app.get("/groups/:group", (context) => {
    const { clusters, nowMs } = asked(context, ["cluster"]);
    const groupId = context.req.param("group");
    const { cluster, fresh, readAt, what } = findOnce(
      clusters,
      nowMs,
      `group ${JSON.stringify(groupId)}`,
      (each) => knownGroups(each).find((group) => group.groupId === groupId),
    );
    const head = { ...groupDetail(cluster, what, fresh, nowMs), read_at: readAt };
    return detail(context, head, groupPartitions(what, fresh, nowMs));
  });

  app.get("/topics", async (context) => {
    const { clusters, query, nowMs } = asked(context, TOPIC_PARAMETERS);
    const page = await runSliced(topicPage(clusters, query, nowMs));
    return answer(context, { clusters: states(clusters, nowMs), ...page });
  });

  app.get("/topics/:topic", async (context) => {
    const { clusters, nowMs } = asked(context, ["cluster"]);
    const name = context.req.param("topic");
    const { cluster, fresh, readAt, what } = findOnce(
      clusters,
      nowMs,
      `topic ${JSON.stringify(name)}`,
      ({ snapshot }) => snapshot?.directory.topics.get(name),
    );
    const topic = await runSliced(topicDetail(cluster, what, fresh, nowMs));
    const head = { ...topic, read_at: readAt };
    return detail(context, head, topicPartitions(what, fresh, nowMs));
  });

  app.get("/alerts", async (context) => {
    const { clusters, query, nowMs } = asked(context, ALERT_PARAMETERS);
    const page = await runSliced(alertPage(clusters, query));
    return answer(context, { clusters: states(clusters, nowMs), ...page });
  });

  if (alerts !== undefined) addAlertRoutes(app, alerts);

  app.get(
    "/openapi.yaml",
    (context) => context.body(openapi, 200, { "content-type": "application/yaml; charset=utf-8" }),
  );

  app.onError((error, context) => {
    if (error instanceof Problem) return problemAnswer(context, error);
    throw error;
  });
  return app;
}

/** What is known of each of the clusters. */
function* each<T>(
  clusters: readonly ClusterReading[],
  view: (reading: ClusterReading, nowMs: number) => Generator<void, T, void>,
  nowMs: number,
): Generator<void, T[], void> {
  const views: T[] = [];
  for (const reading of clusters) views.push(yield* view(reading, nowMs));
  return views;
}

function states(clusters: readonly ClusterReading[], nowMs: number) {
  return clusters.map((reading) => clusterState(reading, nowMs));
}

function answer(context: Context, body: object): Response {
  return context.body(`${JSON.stringify(body)}\n`, 200, HEADERS);
}

/** The object with its partitions, which may be very many. */
function detail(context: Context, head: object, partitions: Iterable<unknown>): Response {
  const before = `${JSON.stringify(head).slice(0, -1)},"by_partition":[`;
  return context.body(textStream(jsonItems(before, partitions, "]}\n")), 200, HEADERS);
}
