import { LAG_STATUSES } from "../model/lag_report.ts";
import type { GroupPartitionView } from "../model/views/group_detail.ts";
import type { GroupView } from "../model/views/group_view.ts";
import { groupColumns } from "./group_table.ts";
import { groupSummary, partitionColumns, type ToldGroup } from "./partition_table.ts";
import type { Look, Screen } from "./run_view.ts";
import { textTable } from "./text_table.ts";
import { allPages, type ToldList, unreadClusters } from "./told_source.ts";
import { UsageError } from "./usage_error.ts";
import type { ViewOptions } from "./view_options.ts";

/** Shows all groups, as the options say. */
export function lookAtGroups({ filter, sort, cluster }: ViewOptions): Look {
  return async (source, screen, signal) => {
    const query = new URLSearchParams();
    if (filter !== undefined) query.set("q", filter);
    if (sort !== undefined) query.set("sort", sort);
    if (cluster !== undefined) query.set("cluster", cluster);
    const told = await allPages<GroupView>(source, "/groups", query, signal);
    const columns = groupColumns(told.clusters.length > 1, screen.paint);
    const table = textTable(columns, told.items, screen.width);
    const warnings = unreadClusters(told.clusters);
    return { lines: [...table, ...footer(told, screen)], warnings, json: told };
  };
}

/** On a terminal: how many groups there are of each status, the gravest first. */
function footer({ items }: ToldList<GroupView>, { isTerminal }: Screen): string[] {
  if (!isTerminal) return [];
  const counts = LAG_STATUSES.toReversed().map((status) => ({
    status,
    count: items.filter((group) => group.status === status).length,
  })).filter(({ count }) => count > 0).map(({ status, count }) => `${count} ${status}`);
  return ["", `Groups: ${items.length}${counts.length > 0 ? ` (${counts.join(", ")})` : ""}`];
}

/** Shows one group partition by partition. Throws a UsageError. */
export function lookAtGroup(
  groupId: string,
  { filter, sort = "gravity", cluster }: ViewOptions,
): Look {
  const descending = sort.startsWith("-");
  const order = PARTITION_ORDERS[descending ? sort.slice(1) : sort];
  if (order === undefined) {
    const names = Object.keys(PARTITION_ORDERS).join(", ");
    throw new UsageError([`--sort: of a group it must be one of ${names}, not ${sort}`]);
  }
  return async (source, screen, signal) => {
    const query = cluster === undefined ? "" : `?cluster=${encodeURIComponent(cluster)}`;
    const path = `/groups/${encodeURIComponent(groupId)}${query}`;
    const group = await source.get(path, signal) as ToldGroup;
    const wanted = group.by_partition.filter(({ topic }) =>
      filter === undefined || topic.toLowerCase().includes(filter.toLowerCase())
    );
    const sorted = wanted.toSorted(descending ? (a, b) => order(b, a) : order);
    const columns = partitionColumns(group, screen.paint);
    const table = textTable(columns, sorted, screen.width);
    return {
      lines: [...groupSummary(group, screen.paint), "", ...table],
      warnings: [],
      json: group,
    };
  };
}

type Order = (a: GroupPartitionView, b: GroupPartitionView) => number;

const byLag: Order = (a, b) => (a.lag ?? -1) - (b.lag ?? -1);
const byTime: Order = (a, b) => (a.lag_seconds ?? -1) - (b.lag_seconds ?? -1);
const byStatus: Order = (a, b) => LAG_STATUSES.indexOf(b.status) - LAG_STATUSES.indexOf(a.status);
const byPlace: Order = (a, b) =>
  a.topic === b.topic ? a.partition - b.partition : a.topic < b.topic ? -1 : 1;

const PARTITION_ORDERS: Readonly<Record<string, Order>> = {
  gravity: (a, b) => byStatus(a, b) || byTime(b, a) || byLag(b, a) || byPlace(a, b),
  partition: byPlace,
  lag: (a, b) => byLag(a, b) || byPlace(a, b),
  lag_seconds: (a, b) => byTime(a, b) || byPlace(a, b),
};
