import { clusterTitle } from "../model/cluster_name.ts";
import type { FreshReading } from "../model/freshness.ts";
import { LAG_STATUSES } from "../model/lag_report.ts";
import type { ClusterReading } from "../model/readings.ts";
import { type BrokerView, brokerViews } from "../model/views/broker_view.ts";
import {
  groupDetail,
  groupPartitions,
  type GroupPartitionView,
} from "../model/views/group_detail.ts";
import { compareGroups } from "../model/views/group_order.ts";
import { type GroupView, groupViews, knownGroups } from "../model/views/group_view.ts";
import { topicDetail, topicPartitions } from "../model/views/topic_detail.ts";
import { type TopicView, topicViews } from "../model/views/topic_view.ts";
import { smallest } from "../runtime/smallest.ts";
import type { ShownAlert } from "./alert_list.tsx";
import { type ClusterSummary, summariseCluster } from "./cluster_summary.ts";
import { groupFilter, MOST_ROWS, passes, USUAL_ROWS } from "./group_filter.ts";
import { GroupPage, PARTITION_ROWS, partitionTable } from "./group_page.tsx";
import { groupTable } from "./group_table.tsx";
import { nameText } from "./name_text.ts";
import type { PageBody } from "./page_body.ts";
import { StatusPage } from "./status_page.tsx";
import { illness, TOPIC_ROWS, TopicPage, topicPartitionTable } from "./topic_page.tsx";
import { isChosen, TOPIC_CHOICES, TopicsPage, topicTable } from "./topics_page.tsx";
import { type Verdict, verdictOn } from "./verdict.ts";

/** The page that says what is wrong, with the groups that the query wants. */
export function* groupsPageBody(
  readings: readonly ClusterReading[],
  alerts: readonly ShownAlert[] | undefined,
  query: URLSearchParams,
  nowMs: number,
): Generator<void, PageBody, void> {
  const clusters: ClusterSummary[] = [];
  const brokers: BrokerView[] = [];
  let groups: GroupView[] = [];
  for (const reading of readings) {
    const cluster = clusterTitle(reading);
    clusters.push(yield* summariseCluster(reading, nowMs));
    brokers.push(...yield* brokerViews(cluster, reading, nowMs));
    groups = groups.concat(yield* groupViews(cluster, reading, nowMs));
  }
  const filter = groupFilter(query);
  const found = groups.filter((group) => passes(filter, group));
  const shown = yield* smallest(found, filter.limit, compareGroups);
  const table = yield* groupTable(shown, clusters.length > 1);
  const verdict = verdictOn({ clusters, brokers, groups, alerts });
  const page = { verdict, clusters, brokers, alerts, filter, nowMs, table };
  return {
    title: titleOf(verdict),
    apiPath: "/api/v1/groups",
    content: <StatusPage {...page} found={found.length} shown={shown.length} />,
  };
}

/** In a tab among others, the number of what is wrong is what can be seen. */
function titleOf({ level, facts }: Verdict): string {
  if (level === "fine" || level === "unknown") return "kafka-sentinel";
  return `(${facts.filter((fact) => fact.level === level).length}!) kafka-sentinel`;
}

/** The page of topics that the query wants. */
export function* topicsPageBody(
  readings: readonly ClusterReading[],
  query: URLSearchParams,
  nowMs: number,
): Generator<void, PageBody, void> {
  const text = query.get("q") ?? "";
  const choice = TOPIC_CHOICES.find((each) => each === query.get("show")) ?? "usual";
  let topics: TopicView[] = [];
  for (const reading of readings) {
    topics = topics.concat(yield* topicViews(clusterTitle(reading), reading, nowMs));
  }
  const found = topics.filter((topic) =>
    topic.topic.toLowerCase().includes(text.toLowerCase()) && isChosen(choice, topic)
  );
  const rows = query.get("limit") === "all" ? MOST_ROWS : USUAL_ROWS;
  const shown = yield* smallest(found, rows, (a, b) => a.topic < b.topic ? -1 : 1);
  const page = { text, choice, found: found.length, shown: shown.length };
  const table = yield* topicTable(shown, readings.length > 1);
  return {
    title: "Topics: kafka-sentinel",
    apiPath: "/api/v1/topics",
    content: <TopicsPage {...page} isKnown={topics.length > 0} table={table} />,
  };
}

/** The page of one group; undefined if there is none of that name. */
export function groupPageBody(
  cluster: string,
  name: string,
  fresh: FreshReading,
  nowMs: number,
): Generator<void, PageBody, void> | undefined {
  const known = knownGroups(fresh).find(({ groupId }) => groupId === name);
  if (known === undefined) return undefined;
  return (function* () {
    const group = groupDetail(cluster, known, fresh, nowMs);
    const all = groupPartitions(known, fresh, nowMs);
    const gravest = yield* smallest(all, PARTITION_ROWS, comparePartitions);
    const partitions = yield* partitionTable(group, gravest);
    return {
      title: `${nameText(name)}: ${group.status}`,
      apiPath: `/api/v1/groups/${encodeURIComponent(name)}?${new URLSearchParams({ cluster })}`,
      content: <GroupPage group={group} partitions={partitions} />,
    };
  })();
}

function comparePartitions(a: GroupPartitionView, b: GroupPartitionView): number {
  return LAG_STATUSES.indexOf(b.status) - LAG_STATUSES.indexOf(a.status) ||
    (b.lag_seconds ?? -1) - (a.lag_seconds ?? -1) || (b.lag ?? -1) - (a.lag ?? -1) ||
    (a.topic === b.topic ? a.partition - b.partition : a.topic < b.topic ? -1 : 1);
}

/** The page of one topic; undefined if there is none of that name. */
export function topicPageBody(
  cluster: string,
  name: string,
  fresh: FreshReading,
  nowMs: number,
): Generator<void, PageBody, void> | undefined {
  const entry = fresh.snapshot?.directory.topics.get(name);
  if (entry === undefined) return undefined;
  return (function* () {
    const topic = yield* topicDetail(cluster, entry, fresh, nowMs);
    const all = topicPartitions(entry, fresh, nowMs);
    const worst = yield* smallest(
      all,
      TOPIC_ROWS,
      (a, b) => illness(b) - illness(a) || a.partition - b.partition,
    );
    const partitions = yield* topicPartitionTable(worst);
    return {
      title: `${nameText(name)}: kafka-sentinel`,
      apiPath: `/api/v1/topics/${encodeURIComponent(name)}?${new URLSearchParams({ cluster })}`,
      content: <TopicPage topic={topic} partitions={partitions} />,
    };
  })();
}
