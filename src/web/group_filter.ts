import { LAG_STATUSES, type LagStatus } from "../model/lag_report.ts";
import type { GroupView } from "../model/views/group_view.ts";

/** Which groups a page shows. */
export interface GroupFilter {
  /** In the name; empty for all. */
  readonly text: string;
  readonly status: LagStatus | "bad" | "all";
  readonly cluster: string | undefined;
  /** Groups at most. */
  readonly limit: number;
}

/** Rows that a page shows unless it is asked for more, and that it ever shows. */
export const USUAL_ROWS = 300;
export const MOST_ROWS = 5_000;

/** What `status` may be. */
export const STATUS_CHOICES = ["all", "bad", ...LAG_STATUSES] as const;

/** Reads the filter from a query; what makes no sense there is as if it were not given. */
export function groupFilter(query: URLSearchParams): GroupFilter {
  const status = STATUS_CHOICES.find((choice) => choice === query.get("status"));
  return {
    text: query.get("q") ?? "",
    status: status ?? "all",
    cluster: query.get("cluster") || undefined,
    limit: query.get("limit") === "all" ? MOST_ROWS : USUAL_ROWS,
  };
}

/** Whether the filter lets a group through. */
export function passes({ text, status, cluster }: GroupFilter, group: GroupView): boolean {
  return group.group.toLowerCase().includes(text.toLowerCase()) &&
    (cluster === undefined || group.cluster === cluster) &&
    (status === "all" || (status === "bad" ? group.status !== "ok" : group.status === status));
}
