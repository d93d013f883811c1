import type { ClusterReading } from "../model/readings.ts";
import { clusterState } from "../model/views/cluster_view.ts";
import { type TopicView, topicViews } from "../model/views/topic_view.ts";
import type { Query } from "./query.ts";
import { type Page, sortedPage, type SortOrders } from "./sorted_page.ts";

/** Parameters of the list of topics. */
export const TOPIC_PARAMETERS = [
  "cluster",
  "topic",
  "q",
  "internal",
  "unhealthy",
  "sort",
  "limit",
  "cursor",
] as const;

const ORDERS: SortOrders<TopicView> = {
  topic: ({ topic }) => [topic],
  partitions: ({ partitions }) => [partitions],
  size_bytes: ({ size_bytes }) => [size_bytes],
  message_rate: ({ message_rate }) => [message_rate],
  groups: ({ groups }) => [groups],
  offline_partitions: ({ offline_partitions }) => [offline_partitions],
  under_replicated_partitions: (view) => [view.under_replicated_partitions],
};

const SORTS = Object.keys(ORDERS).flatMap((name) => [name, `-${name}`]);
const YES_OR_NO = ["true", "false"] as const;

/** A page of the list of topics; throws a Problem. */
export function* topicPage(
  clusters: readonly ClusterReading[],
  query: Query,
  nowMs: number,
): Generator<void, Page<TopicView>, void> {
  const isWanted = filterOf(query);
  const wish = {
    sort: query.word("sort", SORTS) ?? "topic",
    limit: query.count("limit", 1_000, 100),
    cursor: query.text("cursor"),
  };
  const views: TopicView[] = [];
  for (const reading of clusters) {
    const { cluster } = clusterState(reading, nowMs);
    for (const view of yield* topicViews(cluster, reading, nowMs)) {
      if (isWanted(view)) views.push(view);
    }
  }
  return yield* sortedPage(views, ORDERS, ({ cluster, topic }) => [cluster, topic], wish);
}

function filterOf(query: Query): (view: TopicView) => boolean {
  const [topic, part] = [query.text("topic"), query.text("q")?.toLowerCase()];
  const internal = query.word("internal", YES_OR_NO);
  const unhealthy = query.word("unhealthy", YES_OR_NO);
  return (view) =>
    (topic === undefined || view.topic === topic) &&
    (part === undefined || view.topic.toLowerCase().includes(part)) &&
    (internal === undefined || String(view.internal) === internal) &&
    (unhealthy === undefined || String(isUnhealthy(view)) === unhealthy);
}

function isUnhealthy(view: TopicView): boolean {
  return view.offline_partitions > 0 || view.under_replicated_partitions > 0 ||
    (view.under_min_isr_partitions ?? 0) > 0;
}
