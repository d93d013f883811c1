import type { Child } from "hono/jsx";
import type { BrokerView } from "../model/views/broker_view.ts";
import { AlertList, type ShownAlert } from "./alert_list.tsx";
import { BrokerChips } from "./broker_chips.tsx";
import { ClusterCard } from "./cluster_card.tsx";
import type { ClusterSummary } from "./cluster_summary.ts";
import { type GroupFilter, MOST_ROWS, STATUS_CHOICES } from "./group_filter.ts";
import type { Verdict } from "./verdict.ts";

export interface StatusPageProps {
  readonly verdict: Verdict;
  readonly clusters: readonly ClusterSummary[];
  readonly brokers: readonly BrokerView[];
  /** undefined where alerts are not known of. */
  readonly alerts: readonly ShownAlert[] | undefined;
  readonly filter: GroupFilter;
  /** Groups that the filter lets through, and those that are in the table. */
  readonly found: number;
  readonly shown: number;
  readonly table: Child;
  readonly nowMs: number;
}

/** What an on-call engineer opens: what is wrong, the clusters, and the groups by gravity. */
export function StatusPage(props: StatusPageProps) {
  const { verdict, clusters, brokers, alerts, nowMs } = props;
  return (
    <>
      <div id="state" data-live>
        <div class="top">
          <VerdictBox verdict={verdict} />
          {alerts === undefined ? null : <AlertList alerts={alerts} nowMs={nowMs} />}
        </div>
        <div class="clusters">
          {clusters.map((cluster) => (
            <ClusterCard cluster={cluster} nowMs={nowMs}>
              <BrokerChips
                brokers={brokers.filter((each) => each.cluster === cluster.title)}
              />
            </ClusterCard>
          ))}
        </div>
      </div>
      <FilterForm filter={props.filter} clusters={clusters} />
      <div id="groups" data-live>
        <GroupCount {...props} />
        {props.shown === 0 ? null : props.table}
      </div>
    </>
  );
}

function VerdictBox({ verdict: { level, headline, facts } }: { verdict: Verdict }) {
  return (
    <section class={`verdict ${level}`} aria-label="Verdict">
      <h1>{headline}</h1>
      {facts.length === 0 ? null : (
        <ul>
          {facts.map(({ text, href, level }) => (
            <li class={level}>{href === undefined ? text : <a href={href}>{text}</a>}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

function FilterForm(
  { filter, clusters }: { filter: GroupFilter; clusters: readonly ClusterSummary[] },
) {
  const choices = { all: "every status", bad: "all but ok" } as Record<string, string>;
  return (
    <form action="/" method="get" class="filter" aria-label="Filter groups">
      <input type="search" name="q" value={filter.text} placeholder="Part of a group's name" />
      <select name="status" aria-label="Status">
        {STATUS_CHOICES.map((status) => (
          <option value={status} selected={status === filter.status}>
            {choices[status] ?? status}
          </option>
        ))}
      </select>
      {clusters.length < 2 ? null : (
        <select name="cluster" aria-label="Cluster">
          <option value="">every cluster</option>
          {clusters.map(({ title }) => (
            <option value={title} selected={title === filter.cluster}>{title}</option>
          ))}
        </select>
      )}
      <button type="submit">Filter</button>
    </form>
  );
}

function GroupCount({ found, shown, filter, clusters }: StatusPageProps) {
  const isFiltered = filter.text !== "" || filter.status !== "all" || filter.cluster !== undefined;
  const isKnown = clusters.some(({ state }) => state === "fresh");
  const query = new URLSearchParams({ q: filter.text, status: filter.status, limit: "all" });
  if (filter.cluster !== undefined) query.set("cluster", filter.cluster);
  if (found === 0) {
    const none = isFiltered ? "No group fits." : "There are no consumer groups.";
    return <p class="quiet">{isKnown ? none : "Consumer groups are not known now."}</p>;
  }
  return (
    <p class="quiet">
      {`${found.toLocaleString("en")} ${found === 1 ? "group" : "groups"}, the gravest first.`}
      {shown < found ? ` The first ${shown.toLocaleString("en")} are shown. ` : null}
      {shown < found && shown < MOST_ROWS ? <a href={`/?${query}`}>Show more</a> : null}
      {isFiltered ? <a href="/">Show all groups</a> : null}
    </p>
  );
}
