import { LAG_STATUSES } from "../lag_report.ts";
import { type GroupView, SEVERITY_NAMES } from "./group_view.ts";

/** Orders groups from the gravest on: by severity, status, time lag, lag, cluster and name. */
export function compareGroups(a: GroupView, b: GroupView): number {
  return SEVERITY_NAMES.indexOf(b.severity) - SEVERITY_NAMES.indexOf(a.severity) ||
    LAG_STATUSES.indexOf(b.status) - LAG_STATUSES.indexOf(a.status) ||
    (b.lag_seconds_at_least ?? 0) - (a.lag_seconds_at_least ?? 0) ||
    (b.lag_at_least ?? 0) - (a.lag_at_least ?? 0) ||
    compareTexts(a.cluster, b.cluster) || compareTexts(a.group, b.group);
}

function compareTexts(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
