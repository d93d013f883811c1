import { ALERT_STATES, ALERT_TYPES, type AlertState, SEVERITIES } from "../model/alert_event.ts";
import type { ClusterReading } from "../model/readings.ts";
import { type AlertView, alertView } from "../model/views/alert_view.ts";
import { isoTime } from "../model/views/known.ts";
import type { Query } from "./query.ts";
import { type Page, sortedPage, type SortOrders } from "./sorted_page.ts";

/** Parameters of the list of alerts. */
export const ALERT_PARAMETERS = [
  "cluster",
  "type",
  "severity",
  "state",
  "topic",
  "group",
  "sort",
  "limit",
  "cursor",
] as const;

const ORDERS: SortOrders<AlertState> = {
  gravity: ({ severity, sinceMs }) => [-SEVERITIES.indexOf(severity), isoTime(sinceMs)],
  since: ({ sinceMs }) => [isoTime(sinceMs)],
  type: ({ type }) => [ALERT_TYPES.indexOf(type)],
};

const SORTS = Object.keys(ORDERS).flatMap((name) => [name, `-${name}`]);

/** A page of the list of alerts; throws a Problem. */
export function* alertPage(
  clusters: readonly ClusterReading[],
  query: Query,
): Generator<void, Page<AlertView>, void> {
  const [topic, group] = [query.text("topic"), query.text("group")];
  const types = query.words("type", ALERT_TYPES);
  const states = query.words("state", ALERT_STATES);
  const least = SEVERITIES.indexOf(query.word("severity", SEVERITIES) ?? "info");
  const wish = {
    sort: query.word("sort", SORTS) ?? "gravity",
    limit: query.count("limit", 1_000, 100),
    cursor: query.text("cursor"),
  };
  const wanted: AlertState[] = [];
  for (const { alerts } of clusters) {
    for (const alert of alerts) {
      yield;
      const { type, state, severity, subject } = alert;
      const isWanted = (types?.includes(type) ?? true) && (states?.includes(state) ?? true) &&
        SEVERITIES.indexOf(severity) >= least &&
        (topic === undefined || subject.topic === topic) &&
        (group === undefined || subject.group === group);
      if (isWanted) wanted.push(alert);
    }
  }
  const page = yield* sortedPage(wanted, ORDERS, ({ fingerprint }) => [fingerprint], wish);
  return { ...page, items: page.items.map(alertView) };
}
