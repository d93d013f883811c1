import { freshReading } from "../model/freshness.ts";
import { GROUP_FLAGS, LAG_STATUSES } from "../model/lag_report.ts";
import type { ClusterReading } from "../model/readings.ts";
import { clusterState } from "../model/views/cluster_view.ts";
import {
  type GroupView,
  groupView,
  type KnownGroup,
  knownGroups,
  SEVERITY_NAMES,
} from "../model/views/group_view.ts";
import type { Query } from "./query.ts";
import { type Page, sortedPage, type SortOrders } from "./sorted_page.ts";

const TYPES = ["classic", "consumer", "share", "streams", "simple", "unknown"] as const;

/** Parameters of the list of groups. */
export const GROUP_PARAMETERS = [
  "cluster",
  "group",
  "topic",
  "q",
  "status",
  "severity",
  "flag",
  "type",
  "sort",
  "limit",
  "cursor",
] as const;

/** Gravity: severity, status, and of the same ones those that lag most, the worst first. */
const ORDERS: SortOrders<GroupView> = {
  gravity: ({ severity, status, lag_seconds_at_least, lag_at_least }) => [
    -SEVERITY_NAMES.indexOf(severity),
    -LAG_STATUSES.indexOf(status),
    -(lag_seconds_at_least ?? 0),
    -(lag_at_least ?? 0),
  ],
  group: ({ group }) => [group],
  lag: ({ lag_at_least }) => [lag_at_least],
  lag_seconds: ({ lag_seconds_at_least }) => [lag_seconds_at_least],
  catch_up_seconds: ({ catch_up_seconds }) => [catch_up_seconds],
  seconds_until_loss: ({ seconds_until_loss }) => [seconds_until_loss],
  consume_rate: ({ consume_rate }) => [consume_rate],
  produce_rate: ({ produce_rate }) => [produce_rate],
  members: ({ members }) => [members],
  partitions: ({ partitions }) => [partitions],
};

const SORTS = Object.keys(ORDERS).flatMap((name) => [name, `-${name}`]);

/** Which groups a request wants. */
interface Filter {
  /** Looks at what is known, which is cheap, before it is put into words. */
  readonly known: (group: KnownGroup) => boolean;
  readonly shown: (group: GroupView) => boolean;
}

/** A page of the list of groups; throws a Problem. */
export function* groupPage(
  clusters: readonly ClusterReading[],
  query: Query,
  nowMs: number,
): Generator<void, Page<GroupView>, void> {
  const filter = filterOf(query);
  const wish = {
    sort: query.word("sort", SORTS) ?? "gravity",
    limit: query.count("limit", 1_000, 100),
    cursor: query.text("cursor"),
  };
  const views: GroupView[] = [];
  for (const reading of clusters) {
    const { cluster } = clusterState(reading, nowMs);
    const fresh = freshReading(reading, nowMs);
    for (const group of knownGroups(fresh)) {
      yield;
      if (!filter.known(group)) continue;
      const view = groupView(cluster, group, fresh, nowMs);
      if (filter.shown(view)) views.push(view);
    }
  }
  return yield* sortedPage(views, ORDERS, ({ cluster, group }) => [cluster, group], wish);
}

function filterOf(query: Query): Filter {
  const [group, topic, part] = [query.text("group"), query.text("topic"), query.text("q")];
  const lowerPart = part?.toLowerCase();
  const statuses = query.words("status", LAG_STATUSES);
  const flags = query.words("flag", GROUP_FLAGS);
  const types = query.words("type", TYPES);
  const least = SEVERITY_NAMES.indexOf(query.word("severity", SEVERITY_NAMES) ?? "none");
  return {
    known: ({ groupId, lag }) =>
      (group === undefined || groupId === group) &&
      (lowerPart === undefined || groupId.toLowerCase().includes(lowerPart)) &&
      (topic === undefined || (lag?.topics ?? []).some((each) => each.topic === topic)),
    shown: (view) =>
      (statuses === undefined || statuses.includes(view.status)) &&
      (flags === undefined || flags.some((flag) => view.flags.includes(flag))) &&
      (types === undefined || types.includes(view.type)) &&
      SEVERITY_NAMES.indexOf(view.severity) >= least,
  };
}
